namespace Rote.Generators.Model;

/// <summary>A part of a key or of a batch's group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Kind">How it is hashed.</param>
/// <param name="TextCast">What it is cast to before it is written as text; <see langword="null"/> where it need not be.</param>
internal sealed record PartModel(string Name, string Type, PartKind Kind, string? TextCast)
{
    /// <summary>Whether it is a string.</summary>
    public bool IsText => Kind == PartKind.Text;
}
