using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>A cache region.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Key">Its key struct.</param>
/// <param name="Parts">Parts of the key.</param>
/// <param name="Value">What it keeps, fully qualified.</param>
/// <param name="Policy">How it keeps its entries.</param>
/// <param name="Tags">Tags of its entries, made of the parts of the key.</param>
internal sealed record RegionModel(
    string Field, string Key, EquatableArray<PartModel> Parts, string Value, CachePolicyModel Policy, EquatableArray<TagModel> Tags);
