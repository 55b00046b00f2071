using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads what the calls of a writer make stale.</summary>
internal sealed class InvalidationParser(RegionTable regions)
{
    /// <summary>The aspect of a method, or nothing where it has none or names nothing that is cached.</summary>
    public InvalidatesModel? Parse(IMethodSymbol writer)
    {
        if (AspectReader.Invalidates(writer) is not { } settings)
        {
            return null;
        }

        if (settings.All)
        {
            return new(true, default, default, default);
        }

        var stale = new SortedSet<int>();
        var keys = new List<StaleKeyModel>();
        foreach (var draft in regions.Drafts.Where(draft => settings.Members.Contains(draft.Method.Name)))
        {
            if (KeyInRegionOf(draft, writer) is { } key)
            {
                keys.Add(key);
            }
            else
            {
                stale.Add(regions.IndexOf(draft));
            }
        }

        stale.UnionWith(Enumerable.Range(0, regions.Regions.Count)
            .Where(index => settings.Regions.Contains(regions.Regions[index].Name)));
        var tags = settings.Tags.SelectMany(template => Tags(template, writer)).Distinct().ToEquatableArray();
        var single = keys.Where(key => !stale.Contains(key.Region)).Distinct().ToEquatableArray();
        return stale.Count == 0 && single.IsEmpty && tags.IsEmpty ? null : new(false, stale.ToEquatableArray(), single, tags);
    }

    // A single method and a list method that share a region share its entries: the parameters of either name the stale ones.
    private StaleKeyModel? KeyInRegionOf(CachedDraft draft, IMethodSymbol writer)
        => KeyOf(draft, writer)
            ?? regions.Drafts
                .Where(other => regions.IndexOf(other) == regions.IndexOf(draft))
                .Select(other => KeyOf(other, writer))
                .FirstOrDefault(key => key is not null);

    // The writer has a parameter of the same name and type for every part of the key.
    private StaleKeyModel? KeyOf(CachedDraft draft, IMethodSymbol writer)
    {
        var places = draft.Keyed.Select(keyed => PlaceOf(keyed, writer)).ToEquatableArray();
        return places.Contains(-1) || !CanReadAgain(draft, places, writer)
            ? null
            : new(regions.IndexOf(draft), places, draft.List is not null);
    }

    // A list is read again after the call: it must not be a query, and its items must be what the key is made of.
    private static bool CanReadAgain(CachedDraft draft, EquatableArray<int> places, IMethodSymbol writer)
        => draft.List is null
            || (draft.List.Kind != ListKind.Enumerable
                && SymbolEqualityComparer.IncludeNullability.Equals(
                    writer.Parameters[places[places.Count - 1]].Type, draft.Method.Parameters[draft.List.Parameter].Type));

    // One tag for each scope that readers carry it in; without the scope's parameters, the tag of every scope.
    private IEnumerable<TagModel> Tags(string template, IMethodSymbol writer)
    {
        int IndexOf(string name) => writer.Parameters.FirstOrDefault(parameter
            => parameter.Name == name && IsReadable(parameter) && KeyTypes.IsKeyable(parameter.Type))?.Ordinal ?? -1;
        var scopes = regions.Drafts
            .Where(draft => draft.Settings.Tags.Count > 0)
            .Select(draft => ScopeOf(draft, writer))
            .Distinct()
            .ToList();
        return scopes.Count == 0 || scopes.Contains(default)
            ? [TagTemplate.Parse(template, default, IndexOf)]
            : scopes.Select(scope => TagTemplate.Parse(template, scope, IndexOf));
    }

    private static EquatableArray<int> ScopeOf(CachedDraft reader, IMethodSymbol writer)
    {
        var places = reader.Keyed.Where(ParameterMarks.IsScope).Select(keyed => PlaceOf(keyed, writer)).ToEquatableArray();
        return places.All(place => place >= 0 && writer.Parameters[place].IsScope()) ? places : default;
    }

    private static int PlaceOf(IParameterSymbol keyed, IMethodSymbol writer)
        => writer.Parameters.FirstOrDefault(parameter => parameter.Name == keyed.Name
            && IsReadable(parameter)
            && SymbolEqualityComparer.Default.Equals(parameter.Type, keyed.Type))?.Ordinal ?? -1;

    // An out parameter has no value when the call has failed.
    private static bool IsReadable(IParameterSymbol parameter)
        => parameter.RefKind != RefKind.Out && !parameter.Type.IsStackBound();
}
