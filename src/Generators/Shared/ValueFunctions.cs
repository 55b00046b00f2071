using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Finds the static methods by which <c>[Cached]</c> lets an interface decide about its values.</summary>
internal static class ValueFunctions
{
    /// <summary><c>static long Weigh(T value)</c>, or nothing.</summary>
    public static IMethodSymbol? FindWeight(IMethodSymbol cached, string name, CachedValue value)
        => Find(cached, name, value, static type => type.SpecialType == SpecialType.System_Int64);

    /// <summary><c>static TimeSpan? LifetimeOf(T value)</c>, or nothing.</summary>
    public static IMethodSymbol? FindLifetime(IMethodSymbol cached, string name, CachedValue value)
        => Find(cached, name, value, static type => type is INamedTypeSymbol nullable
            && nullable.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
            && nullable.TypeArguments[0].Is("System", nameof(TimeSpan)));

    // A virtual static member can be called through a type parameter only; a private or protected one not from a decorator.
    private static IMethodSymbol? Find(
        IMethodSymbol cached, string name, CachedValue value, Func<ITypeSymbol, bool> isResult)
        => cached.ContainingType.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(candidate
            => candidate is
            {
                IsStatic: true,
                IsAbstract: false,
                IsVirtual: false,
                IsGenericMethod: false,
                MethodKind: MethodKind.Ordinary,
                RefKind: RefKind.None,
                Parameters: { Length: 1 } parameters,
                DeclaredAccessibility: Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal,
            }
            && !candidate.IsForbidden()
            && !candidate.HasRequirements()
            && parameters[0].RefKind == RefKind.None
            && value.IsOf(parameters[0].Type)
            && isResult(candidate.ReturnType));
}
