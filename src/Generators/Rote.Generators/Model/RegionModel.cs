using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>A cache region.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Key">Its key struct.</param>
/// <param name="Parts">Parts of the key.</param>
/// <param name="Value">What it keeps, fully qualified.</param>
/// <param name="Name">Its name in metrics and invalidation.</param>
/// <param name="Options">How it keeps its entries.</param>
/// <param name="Weight">What weighs its values.</param>
/// <param name="Lifetime">What decides how long a value lives.</param>
/// <param name="Tags">Tags of its entries, made of the parts of the key.</param>
internal sealed record RegionModel(
    string Field,
    string Key,
    EquatableArray<PartModel> Parts,
    string Value,
    string Name,
    CacheOptions Options,
    ValueFunctionModel? Weight,
    ValueFunctionModel? Lifetime,
    EquatableArray<TagModel> Tags);
