using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>A cached method before it has a region.</summary>
/// <param name="Member">The method.</param>
/// <param name="DefaultRegion">The region's name where none is given.</param>
/// <param name="Parts">The parts of the key.</param>
/// <param name="Value">What an entry holds.</param>
/// <param name="List">The list, where each item has its own entry.</param>
/// <param name="Weight">What weighs a value, where the attribute names it.</param>
/// <param name="Lifetime">What decides how long a value lives, where the attribute names it.</param>
internal sealed record CachedDraft(
    CachedMember Member,
    string DefaultRegion,
    EquatableArray<PartModel> Parts,
    string Value,
    CachedListModel? List,
    ValueFunctionModel? Weight,
    ValueFunctionModel? Lifetime)
{
    /// <summary>The method.</summary>
    public IMethodSymbol Method => Member.Method;

    /// <summary>Parameters that give the parts of the key, in order.</summary>
    public IReadOnlyList<IParameterSymbol> Keyed => Member.Keyed;

    /// <summary>What its attribute says.</summary>
    public CachedSettings Settings => Member.Settings;

    /// <summary>Whether an entry has all items of a stream.</summary>
    public bool IsBuffered => Member.Verdict.Kind == CacheVerdictKind.CacheableBuffered;

    /// <summary>The tags of an entry, made of the parts of its key.</summary>
    public IEnumerable<TagModel> Tags()
    {
        var scope = Enumerable.Range(0, Keyed.Count).Where(index => Keyed[index].IsScope()).ToEquatableArray();
        return Settings.Tags.Select(template => TagTemplate.Parse(template, scope, name => IndexOf(Keyed, name)));
    }

    /// <summary>Reads a cached method, or nothing where it is none or cannot be one.</summary>
    public static CachedDraft? Create(IMethodSymbol method, string defaultRegion, TypeWriter types)
    {
        if (CachedMember.Create(method, types.Write) is not { } member)
        {
            return null;
        }

        var options = member.Settings.Options;
        var value = CachedValue.Of(method, member.Verdict);
        var functions = new ValueFunctionParser(method, value, types);
        return functions.AreReachable(options)
            ? new(
                member,
                defaultRegion,
                PartParser.Parse(member.Keyed, member.List, types),
                types.Write(value),
                member.List is null ? null : ParseList(member.List, TypeFacts.ResultOf(method)!, types),
                functions.Weight(options),
                functions.Lifetime(options))
            : null;
    }

    private static CachedListModel ParseList(IParameterSymbol list, ITypeSymbol result, TypeWriter types)
    {
        var kind = ListTypes.Classify(list.Type, out var item);
        return new(list.Ordinal, types.Write(item!), kind, ListTypes.Classify(result, out _), DictionaryTypes.Classify(result));
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
