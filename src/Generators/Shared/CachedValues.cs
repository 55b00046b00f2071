using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>What an entry of a cached method holds.</summary>
internal static class CachedValues
{
    /// <summary>Whether the entries of a method hold values of a type; annotations do not matter.</summary>
    public static bool IsOf(IMethodSymbol method, CacheVerdict verdict, ITypeSymbol type)
        => SymbolEqualityComparer.Default.Equals(type, Of(method, verdict));

    /// <summary>What an entry holds: the result of a call, or what belongs to one item of a list.</summary>
    public static ITypeSymbol Of(IMethodSymbol method, CacheVerdict verdict)
    {
        var result = TypeFacts.ResultOf(method)!;
        return verdict.Kind == CacheVerdictKind.CacheablePerItem ? ListTypes.AlignedElementOf(result)! : result;
    }
}
