namespace Rote.Generators.Parsing;

/// <summary>What <c>[Invalidates]</c> says.</summary>
internal sealed record InvalidatesSettings(
    IReadOnlyList<string> Members, IReadOnlyList<string> Tags, IReadOnlyList<string> Regions, bool All);
