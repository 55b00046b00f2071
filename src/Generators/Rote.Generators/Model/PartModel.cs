namespace Rote.Generators.Model;

/// <summary>A part of a key or of a batch's group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Kind">How it is hashed.</param>
/// <param name="TextCast">What it is cast to before it is written as text; <see langword="null"/> where it need not be.</param>
/// <param name="Attributes">Attributes it takes over, with a space at their end.</param>
internal sealed record PartModel(string Name, string Type, PartKind Kind, string? TextCast, string Attributes)
{
    /// <summary>Whether it is a string.</summary>
    public bool IsText => Kind == PartKind.Text;
}
