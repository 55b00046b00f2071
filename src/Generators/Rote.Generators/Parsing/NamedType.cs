namespace Rote.Generators.Parsing;

/// <summary>How a type is named, without its type arguments, and what naming it brings along.</summary>
/// <param name="Name">Its fully qualified name.</param>
/// <param name="Suppressions">Warnings that its use gives.</param>
/// <param name="IsUnnameable">Whether its assembly is known under an alias only.</param>
internal sealed record NamedType(string Name, IReadOnlyCollection<string> Suppressions, bool IsUnnameable);
