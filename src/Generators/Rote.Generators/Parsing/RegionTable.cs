using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Gives every cached method of an interface its region, and methods of one region, key and value the same.</summary>
internal sealed class RegionTable
{
    private readonly List<RegionModel> _regions = [];
    private readonly Dictionary<IMethodSymbol, int> _ofMethods = new(SymbolEqualityComparer.Default);
    private readonly NameAllocator _names;

    /// <summary>Makes the regions.</summary>
    public RegionTable(IReadOnlyList<CachedDraft> drafts, NameAllocator names)
    {
        _names = names;
        Drafts = drafts;
        var members = drafts.Select(draft => draft.Member).ToList();
        foreach (var region in CachedRegion.Of(members, member => DraftOf(member.Method)!.DefaultRegion))
        {
            foreach (var member in region.Members)
            {
                _ofMethods[member.Method] = _regions.Count;
            }

            _regions.Add(Parse(region));
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

    // The first method names what is emitted; one without a list comes first, so that the parts of a shared key have its names.
    private RegionModel Parse(CachedRegion region)
    {
        var first = DraftOf(region.Members[0].Method)!;
        var decider = DraftOf(region.Decider.Method)!;
        var stem = first.Settings.Region is { } name && Identifiers.IsIdentifier(name)
            ? Identifiers.ToPascalCase(name)
            : first.Method.Name;
        return new(
            _names.Allocate($"_{Identifiers.ToCamelCase(stem)}Cache"),
            _names.Allocate(stem + "Key", first.Parts),
            first.Parts,
            first.Value,
            region.Name,
            decider.Settings.Options,
            decider.Weight,
            decider.Lifetime,
            region.Members.SelectMany(member => DraftOf(member.Method)!.Tags()).Distinct().ToEquatableArray());
    }
}
