using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>An entry that a writer makes stale, or one for each item of a list.</summary>
/// <param name="Region">Index of the region.</param>
/// <param name="Parameters">For each part of the key, the writer's parameter that gives it.</param>
/// <param name="IsList">Whether the last parameter is a list whose items give the last part.</param>
internal sealed record StaleKeyModel(int Region, EquatableArray<int> Parameters, bool IsList);
