namespace Rote.Generators.Model;

/// <summary>An argument of a bulk call.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Index">The part of the group that it is, for <see cref="BulkArgumentKind.Group"/>.</param>
/// <param name="Name">The parameter's name, so that arguments left out do not shift the others.</param>
internal sealed record BulkArgumentModel(BulkArgumentKind Kind, int Index, string Name);
