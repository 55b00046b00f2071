using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>A method that is cached, as far as that decides with which others it shares entries.</summary>
/// <param name="Method">The method.</param>
/// <param name="Settings">What its attribute says.</param>
/// <param name="Verdict">How it is cached.</param>
/// <param name="Keyed">Parameters that give the parts of the key, in order.</param>
/// <param name="Shape">What two methods that share entries agree in: key types, scope and value.</param>
/// <remarks>Lives inside one analysis. It holds symbols, so it is never part of a generator's model.</remarks>
internal sealed record CachedMember(
    IMethodSymbol Method,
    CachedSettings Settings,
    CacheVerdict Verdict,
    IReadOnlyList<IParameterSymbol> Keyed,
    string Shape)
{
    /// <summary>The list, where each of its items has its own entry.</summary>
    public IParameterSymbol? List
        => Verdict.Kind == CacheVerdictKind.CacheablePerItem ? Method.Parameters[Verdict.ParameterIndex] : null;

    /// <summary>Reads a cached method, or nothing where it is none or cannot be one.</summary>
    /// <param name="method">The method.</param>
    /// <param name="write">Writes types, with their annotations.</param>
    public static CachedMember? Create(IMethodSymbol method, Func<ITypeSymbol, string> write)
    {
        if (CachedSettings.Of(method) is not { } settings || CacheShape.Classify(method) is not { IsCacheable: true } verdict)
        {
            return null;
        }

        var keyed = method.Parameters.Where(parameter => parameter.IsKeyed()).ToList();
        var parts = keyed.Select(parameter => write(PartOf(parameter, verdict)) + (parameter.IsScope() ? "!" : ""));
        var value = CachedValue.Of(method, verdict).Write(write, "global::System.Collections.Generic.IReadOnlyList");
        return new(method, settings, verdict, keyed, $"{string.Join("|", parts)}|{value}");
    }

    private static ITypeSymbol PartOf(IParameterSymbol parameter, CacheVerdict verdict)
        => parameter.Ordinal == verdict.ParameterIndex ? ListTypes.ElementOf(parameter.Type)! : parameter.Type;
}
