using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>What an entry of a cached method holds.</summary>
/// <param name="Type">The type; of one item, where <paramref name="Form"/> is a buffer.</param>
/// <param name="Form">How the entry holds it.</param>
/// <remarks>Lives inside one analysis. It holds a symbol, so it is never part of a generator's model.</remarks>
internal readonly record struct CachedValue(ITypeSymbol Type, CachedValueForm Form)
{
    /// <summary>Whether an entry may hold <see langword="null"/> that the type system sees.</summary>
    public bool MayBeNull => Type.IsReferenceType && Form switch
    {
        CachedValueForm.Plain => Type.NullableAnnotation == NullableAnnotation.Annotated,
        CachedValueForm.Optional => true,
        _ => false,
    };

    /// <summary>What the entries of a method hold.</summary>
    /// <param name="method">The method.</param>
    /// <param name="verdict">The verdict on its shape, which says that it can be cached.</param>
    public static CachedValue Of(IMethodSymbol method, CacheVerdict verdict)
    {
        var result = TypeFacts.ResultOf(method)!;
        return verdict.Kind switch
        {
            CacheVerdictKind.CacheableBuffered => new(((INamedTypeSymbol)result).TypeArguments[0], CachedValueForm.Buffer),
            CacheVerdictKind.CacheablePerItem when ListTypes.AlignedElementOf(result) is { } element
                => new(element, CachedValueForm.Plain),
            CacheVerdictKind.CacheablePerItem => new(((INamedTypeSymbol)result).TypeArguments[1], CachedValueForm.Optional),
            _ => new(result, CachedValueForm.Plain),
        };
    }

    /// <summary>Whether entries hold values of a type; annotations do not matter.</summary>
    public bool IsOf(ITypeSymbol type) => Form switch
    {
        CachedValueForm.Buffer => type.Is("System.Collections.Generic", "IReadOnlyList", 1) && IsSame(ArgumentOf(type)),
        CachedValueForm.Optional when Type.IsValueType
            => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && IsSame(ArgumentOf(type)),
        _ => IsSame(type),
    };

    /// <summary>The type that entries hold, as text.</summary>
    /// <param name="write">Writes a type.</param>
    /// <param name="list">The name of <c>IReadOnlyList</c>.</param>
    public string Write(Func<ITypeSymbol, string> write, string list) => Form switch
    {
        CachedValueForm.Buffer => $"{list}<{write(Type)}>",
        CachedValueForm.Optional => write(Type) + "?",
        _ => write(Type),
    };

    private static ITypeSymbol ArgumentOf(ITypeSymbol type) => ((INamedTypeSymbol)type).TypeArguments[0];

    private bool IsSame(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type, Type);
}
