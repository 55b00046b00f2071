using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>How a method's results are kept.</summary>
/// <param name="Region">Index of its region.</param>
/// <param name="KeyParameters">For each part of the key, the parameter that gives it; a list gives its items.</param>
/// <param name="List">What is known of the list, where each item has its own entry.</param>
/// <param name="IsBuffered">Whether the result is a stream, of which an entry has all items.</param>
internal sealed record CachedModel(int Region, EquatableArray<int> KeyParameters, CachedListModel? List, bool IsBuffered);
