namespace Rote.Generators.Model;

/// <summary>A part of a key or of a batch's group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="IsText">Whether it is a string.</param>
internal sealed record PartModel(string Name, string Type, bool IsText);
