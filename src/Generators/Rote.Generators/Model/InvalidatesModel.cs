using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>What a writer's calls make stale. Never empty.</summary>
/// <param name="All">Whether everything is; the rest is empty then.</param>
/// <param name="Regions">Indexes of regions that are stale as a whole.</param>
/// <param name="Keys">Single entries.</param>
/// <param name="Tags">Tags, made of the writer's parameters.</param>
internal sealed record InvalidatesModel(
    bool All, EquatableArray<int> Regions, EquatableArray<StaleKeyModel> Keys, EquatableArray<TagModel> Tags);
