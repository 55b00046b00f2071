using Microsoft.CodeAnalysis;

namespace Rote.Analyzers.Stores;

/// <summary>Collections and what they hold.</summary>
internal static class Collections
{
    /// <summary>What a collection holds, or nothing where the type is none. A string is no collection.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type)
    {
        switch (type)
        {
            case { SpecialType: SpecialType.System_String }:
                return null;
            case IArrayTypeSymbol { Rank: 1 } array:
                return array.ElementType;
            case INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory" or "Span" or "ReadOnlySpan", Arity: 1 } memory
                when Awaitables.IsIn(memory, "System"):
                return memory.TypeArguments[0];
            default:
                return AsSequence(type)?.TypeArguments[0];
        }
    }

    /// <summary>
    /// Whether a type holds its elements already, so that enumerating it twice gives the same ones and runs no query.
    /// </summary>
    public static bool IsMaterialised(ITypeSymbol type)
        => type is IArrayTypeSymbol || Implements(type, "ICollection") || Implements(type, "IReadOnlyCollection");

    /// <summary>Whether the elements of a materialised type can be read by index.</summary>
    public static bool IsIndexable(ITypeSymbol type)
        => type is IArrayTypeSymbol { Rank: 1 } || Implements(type, "IList") || Implements(type, "IReadOnlyList");

    /// <summary>Whether a type is, or implements, a generic interface of <c>System.Collections.Generic</c>.</summary>
    public static bool Implements(ITypeSymbol type, string genericInterface)
        => IsGeneric(type, genericInterface) || type.AllInterfaces.Any(candidate => IsGeneric(candidate, genericInterface));

    private static INamedTypeSymbol? AsSequence(ITypeSymbol type)
        => type is INamedTypeSymbol named && IsGeneric(named, "IEnumerable")
            ? named
            : type.AllInterfaces.FirstOrDefault(candidate => IsGeneric(candidate, "IEnumerable"));

    private static bool IsGeneric(ITypeSymbol type, string name)
        => type is INamedTypeSymbol { Arity: > 0 } named && named.Name == name
            && Awaitables.IsIn(named, "System.Collections.Generic");
}
