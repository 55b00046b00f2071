using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>How a method's results are kept.</summary>
/// <param name="Region">Index of its region.</param>
/// <param name="KeyParameters">For each part of the key, the parameter that gives it. For a list, its items give the last part.</param>
/// <param name="List">What is known of the list, where each item has its own entry.</param>
internal sealed record CachedModel(int Region, EquatableArray<int> KeyParameters, CachedListModel? List);
