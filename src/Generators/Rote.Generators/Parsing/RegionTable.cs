using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Gives every cached method of an interface its region, and methods of one region, key and value the same.</summary>
internal sealed class RegionTable
{
    private readonly List<RegionModel> _regions = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<IMethodSymbol, int> _ofMethods = new(SymbolEqualityComparer.Default);
    private readonly HashSet<int> _decided = [];
    private readonly NameAllocator _names;

    /// <summary>Makes the regions. Single methods come first: the parts of a shared key have their names.</summary>
    public RegionTable(IReadOnlyList<CachedDraft> drafts, NameAllocator names)
    {
        _names = names;
        Drafts = drafts;
        foreach (var draft in drafts.OrderBy(draft => draft.List is null ? 0 : 1))
        {
            _ofMethods[draft.Method] = Add(draft, RegionNameOf(draft));
        }
    }

    /// <summary>The cached methods.</summary>
    public IReadOnlyList<CachedDraft> Drafts { get; }

    /// <summary>The regions.</summary>
    public IReadOnlyList<RegionModel> Regions => _regions;

    /// <summary>The draft of a method, or nothing where it is not cached.</summary>
    public CachedDraft? DraftOf(IMethodSymbol method)
        => Drafts.FirstOrDefault(draft => SymbolEqualityComparer.Default.Equals(draft.Method, method));

    /// <summary>The region of a cached method.</summary>
    public int IndexOf(CachedDraft draft) => _ofMethods[draft.Method];

    // A list method without a region of its own shares that of its single-item method.
    private string RegionNameOf(CachedDraft draft)
        => draft.Settings.Region
            ?? (draft.List is null ? null : SingleOf(draft)?.Settings.Region ?? SingleOf(draft)?.DefaultRegion)
            ?? draft.DefaultRegion;

    private CachedDraft? SingleOf(CachedDraft list) => Drafts.FirstOrDefault(single
        => single.List is null
            && single.Shape == list.Shape
            && AreAlike(single.Keyed, list.Keyed)
            && BulkNames.AreRelated(single.Method.Name, list.Method.Name));

    // What stands before the item means the same where it is named the same: a folder is not a user, though both are strings.
    private static bool AreAlike(IReadOnlyList<IParameterSymbol> single, IReadOnlyList<IParameterSymbol> list)
        => single.Take(single.Count - 1).Select(parameter => parameter.Name)
            .SequenceEqual(list.Take(list.Count - 1).Select(parameter => parameter.Name));

    private int Add(CachedDraft draft, string name)
    {
        var identity = name + "\n" + draft.Shape;
        if (_indexes.TryGetValue(identity, out var index))
        {
            var shared = _regions[index];
            _regions[index] = shared with { Tags = shared.Tags.Union(draft.Tags()).ToEquatableArray() };
            TakeOptions(index, draft);
            return index;
        }

        var stem = draft.Settings.Region is { } region && Identifiers.IsIdentifier(region)
            ? Identifiers.ToPascalCase(region)
            : draft.Method.Name;
        _regions.Add(new(
            _names.Allocate($"_{Identifiers.ToCamelCase(stem)}Cache"),
            _names.Allocate(stem + "Key", draft.Parts),
            draft.Parts,
            draft.Value,
            name,
            draft.Settings.Options,
            draft.Weight,
            draft.Lifetime,
            draft.Tags().Distinct().ToEquatableArray()));
        _indexes[identity] = _regions.Count - 1;
        TakeOptions(_regions.Count - 1, draft);
        return _regions.Count - 1;
    }

    // The first method that sets any option decides for its region.
    private void TakeOptions(int index, CachedDraft draft)
    {
        if (draft.Settings.HasOptions && _decided.Add(index))
        {
            _regions[index] = _regions[index] with
            {
                Options = draft.Settings.Options,
                Weight = draft.Weight,
                Lifetime = draft.Lifetime,
            };
        }
    }
}
