using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Decides whether a method that could be cached can be cached as its attribute asks.</summary>
internal static class CacheOptionRules
{
    /// <summary>The number behind <c>CacheStore.MemoryCache</c>.</summary>
    private const int MemoryCacheStore = 1;

    /// <summary>The verdict on the shape of a method, or the first reason why its options do not fit.</summary>
    public static CacheVerdict Classify(IMethodSymbol method, CacheVerdict shape, CacheOptions options)
    {
        var value = CachedValue.Of(method, shape);
        if (options is { MaxWeight: not 0, Store: MemoryCacheStore })
        {
            return new(CacheVerdictKind.WeightInMemoryCache);
        }

        if (options is { MaxWeight: not 0, WeightFrom: null })
        {
            return new(CacheVerdictKind.WeightWithoutFunction);
        }

        if (options.WeightFrom is { } weight && ValueFunctions.FindWeight(method, weight, value) is null)
        {
            return new(CacheVerdictKind.NoWeightFunction);
        }

        if (options.LifetimeFrom is { } lifetime && ValueFunctions.FindLifetime(method, lifetime, value) is null)
        {
            return new(CacheVerdictKind.NoLifetimeFunction);
        }

        var isSynchronous = shape.Kind == CacheVerdictKind.Cacheable && TypeFacts.ReturnKindOf(method) == ReturnKind.Value;
        if (options.SecondLevel && isSynchronous)
        {
            return new(CacheVerdictKind.SynchronousSecondLevel);
        }

        var textless = options.SecondLevel
            ? method.Parameters.FirstOrDefault(parameter => parameter.IsKeyed() && !TextForms.Has(PartOf(parameter, shape)))
            : null;
        return textless is null ? shape : new(CacheVerdictKind.NoTextForm, textless.Ordinal);
    }

    private static ITypeSymbol PartOf(IParameterSymbol parameter, CacheVerdict shape)
        => parameter.Ordinal == shape.ParameterIndex ? ListTypes.ElementOf(parameter.Type)! : parameter.Type;
}
