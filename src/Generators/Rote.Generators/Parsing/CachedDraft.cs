using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>A cached method before it has a region.</summary>
/// <param name="Method">The method.</param>
/// <param name="Settings">What its attribute says.</param>
/// <param name="DefaultRegion">The region's name where none is given.</param>
/// <param name="Keyed">Parameters that give the parts of the key, in order.</param>
/// <param name="Parts">The parts of the key.</param>
/// <param name="Value">What an entry holds.</param>
/// <param name="List">The list, where each item has its own entry.</param>
/// <param name="Weight">What weighs a value, where the attribute names it.</param>
/// <param name="Lifetime">What decides how long a value lives, where the attribute names it.</param>
internal sealed record CachedDraft(
    IMethodSymbol Method,
    CachedSettings Settings,
    string DefaultRegion,
    IReadOnlyList<IParameterSymbol> Keyed,
    EquatableArray<PartModel> Parts,
    string Value,
    CachedListModel? List,
    ValueFunctionModel? Weight,
    ValueFunctionModel? Lifetime)
{
    /// <summary>What two methods that share entries agree in: key types, scope and value.</summary>
    public string Shape
        => string.Join("|", Parts.Select((part, index) => part.Type + (Keyed[index].IsScope() ? "!" : ""))) + "|" + Value;

    /// <summary>The tags of an entry, made of the parts of its key.</summary>
    public IEnumerable<TagModel> Tags()
    {
        var scope = Enumerable.Range(0, Keyed.Count).Where(index => Keyed[index].IsScope()).ToEquatableArray();
        return Settings.Tags.Select(template => TagTemplate.Parse(template, scope, name => IndexOf(Keyed, name)));
    }

    /// <summary>Reads a cached method, or nothing where it is none or cannot be one.</summary>
    public static CachedDraft? Create(IMethodSymbol method, string defaultRegion, TypeWriter types)
    {
        if (CachedSettings.Of(method) is not { } settings || CacheShape.Classify(method) is not { IsCacheable: true } verdict)
        {
            return null;
        }

        var functions = new ValueFunctionParser(method, verdict, types);
        if (!functions.AreReachable(settings.Options))
        {
            return null;
        }

        var keyed = method.Parameters.Where(parameter => parameter.IsKeyed()).ToList();
        var list = verdict.Kind == CacheVerdictKind.CacheablePerItem ? method.Parameters[verdict.ParameterIndex] : null;
        return new(
            method,
            settings,
            defaultRegion,
            keyed,
            PartParser.Parse(keyed, list, types),
            types.Write(CachedValues.Of(method, verdict)),
            list is null ? null : ParseList(list, TypeFacts.ResultOf(method)!, types),
            functions.Weight(settings.Options),
            functions.Lifetime(settings.Options));
    }

    private static CachedListModel ParseList(IParameterSymbol list, ITypeSymbol result, TypeWriter types)
    {
        var kind = ListTypes.Classify(list.Type, out var item);
        return new(list.Ordinal, types.Write(item!), kind, ListTypes.Classify(result, out _));
    }

    private static int IndexOf(IReadOnlyList<IParameterSymbol> parameters, string name)
    {
        for (var index = 0; index < parameters.Count; index++)
        {
            if (parameters[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }
}
