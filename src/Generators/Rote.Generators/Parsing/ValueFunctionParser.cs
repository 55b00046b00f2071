using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads which static methods of its interface a cached method has decide about its values.</summary>
internal sealed class ValueFunctionParser(IMethodSymbol cached, CachedValue value, TypeWriter types)
{
    /// <summary>Whether the decorator may call what the options name, which may be internal to another assembly.</summary>
    public bool AreReachable(CacheOptions options)
        => new[] { FindWeight(options), FindLifetime(options) }.OfType<IMethodSymbol>().All(types.CanReach);

    /// <summary>What weighs a value, or nothing.</summary>
    public ValueFunctionModel? Weight(CacheOptions options) => Parse(FindWeight(options));

    /// <summary>What decides how long a value lives, or nothing.</summary>
    public ValueFunctionModel? Lifetime(CacheOptions options) => Parse(FindLifetime(options));

    private IMethodSymbol? FindWeight(CacheOptions options)
        => options.WeightFrom is { } name ? ValueFunctions.FindWeight(cached, name, value) : null;

    private IMethodSymbol? FindLifetime(CacheOptions options)
        => options.LifetimeFrom is { } name ? ValueFunctions.FindLifetime(cached, name, value) : null;

    private ValueFunctionModel? Parse(IMethodSymbol? function)
    {
        if (function is null)
        {
            return null;
        }

        types.Note(function);
        var parameter = function.Parameters[0].Type;
        return new(
            $"{types.Write(function.ContainingType)}.{Identifiers.Escape(function.Name)}",
            value.MayBeNull && parameter.NullableAnnotation != NullableAnnotation.Annotated,
            types.Write(value).TrimEnd('?') == types.Write(parameter).TrimEnd('?'));
    }
}
