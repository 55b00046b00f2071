using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>What the field of an aspect is called, and the type of what the calls of a bulk call have in common.</summary>
/// <param name="Field">The field.</param>
/// <param name="Type">The type; nothing where they have nothing in common.</param>
/// <param name="Parts">The parts of that type.</param>
internal readonly record struct GroupNames(string Field, string? Type, EquatableArray<PartModel> Parts)
{
    /// <summary>What writes are collected in: their groups are called partitions.</summary>
    public const string Buffer = "Buffer";

    /// <summary>Gives them out, for a method with an aspect.</summary>
    /// <param name="method">The method.</param>
    /// <param name="engine">What the field holds.</param>
    /// <param name="group">What the calls have in common.</param>
    /// <param name="names">Gives out names that no member has.</param>
    /// <param name="types">Writes types.</param>
    public static GroupNames Of(
        IMethodSymbol method, string engine, List<IParameterSymbol> group, NameAllocator names, TypeWriter types)
    {
        var parts = PartParser.Parse(group, null, types);
        return new(
            names.Allocate($"_{Identifiers.ToCamelCase(method.Name)}{engine}"),
            parts.IsEmpty ? null : names.Allocate(method.Name + (engine == Buffer ? "Partition" : "Group"), parts),
            parts);
    }
}
