using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>How a method's calls are coalesced.</summary>
/// <param name="Batcher">Index of its batcher.</param>
/// <param name="Item">The parameter that becomes one of the collection.</param>
/// <param name="GroupParameters">For each part of the group, the parameter that gives it.</param>
internal sealed record BatchedModel(int Batcher, int Item, EquatableArray<int> GroupParameters)
{
    /// <summary>The parameters that together are an item; empty where <see cref="Item"/> alone is one.</summary>
    public EquatableArray<int> ItemParameters { get; init; }

    /// <summary>Of a buffered write: the parameters that say whether it is urgent.</summary>
    public EquatableArray<PriorityModel> Priorities { get; init; }
}
