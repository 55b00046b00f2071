namespace Rote.Generators.Model;

/// <summary>A piece of a tag's text.</summary>
/// <param name="Literal">Text as it is; <see langword="null"/> where the piece is an argument.</param>
/// <param name="Index">The part or parameter that gives the piece.</param>
internal sealed record TagSegmentModel(string? Literal, int Index);
