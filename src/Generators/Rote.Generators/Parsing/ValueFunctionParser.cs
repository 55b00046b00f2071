using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads which static methods of its interface a cached method has decide about its values.</summary>
internal sealed class ValueFunctionParser(IMethodSymbol cached, CacheVerdict verdict, TypeWriter types)
{
    /// <summary>Whether the decorator may call what the options name; it may not everything that another assembly's can.</summary>
    public bool AreReachable(CacheOptions options)
        => new[] { FindWeight(options), FindLifetime(options) }.OfType<IMethodSymbol>()
            .All(function => types.CanReach(function) && !AttributeCopier.IsForbidden(function));

    /// <summary>What weighs a value, or nothing.</summary>
    public ValueFunctionModel? Weight(CacheOptions options) => Parse(FindWeight(options));

    /// <summary>What decides how long a value lives, or nothing.</summary>
    public ValueFunctionModel? Lifetime(CacheOptions options) => Parse(FindLifetime(options));

    private IMethodSymbol? FindWeight(CacheOptions options)
        => options.WeightFrom is { } name ? ValueFunctions.FindWeight(cached, name, IsValue) : null;

    private IMethodSymbol? FindLifetime(CacheOptions options)
        => options.LifetimeFrom is { } name ? ValueFunctions.FindLifetime(cached, name, IsValue) : null;

    private bool IsValue(ITypeSymbol type) => CachedValues.IsOf(cached, verdict, type);

    private ValueFunctionModel? Parse(IMethodSymbol? function)
    {
        if (function is null)
        {
            return null;
        }

        types.Note(function);
        var value = CachedValues.Of(cached, verdict);
        var parameter = function.Parameters[0].Type;
        return new(
            $"{types.Write(function.ContainingType)}.{Identifiers.Escape(function.Name)}",
            value.IsReferenceType && IsAnnotated(value) && !IsAnnotated(parameter),
            WriteBare(value) == WriteBare(parameter));
    }

    private string WriteBare(ITypeSymbol type) => types.Write(type.WithNullableAnnotation(NullableAnnotation.None));

    private static bool IsAnnotated(ITypeSymbol type) => type.NullableAnnotation == NullableAnnotation.Annotated;
}
