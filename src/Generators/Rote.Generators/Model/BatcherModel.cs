using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>A batcher.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Group">Its group struct; <see langword="null"/> where every call may share a batch with every other.</param>
/// <param name="Parts">Parts of the group.</param>
/// <param name="Item">The type of an item.</param>
/// <param name="Result">The type of one result; <see langword="null"/> for writes.</param>
/// <param name="Found">What a dictionary that answers holds for an item; <see langword="null"/> where none does.</param>
/// <param name="IsFoundValue">Whether that is a value type.</param>
/// <param name="Policy">When a batch is sent.</param>
/// <param name="Bulk">The call that carries a batch.</param>
internal sealed record BatcherModel(
    string Field,
    string? Group,
    EquatableArray<PartModel> Parts,
    string Item,
    string? Result,
    string? Found,
    bool IsFoundValue,
    BatchPolicyModel Policy,
    BulkCallModel Bulk)
{
    /// <summary>Parts of an item's own struct; empty where items have none.</summary>
    public EquatableArray<PartModel> ItemParts { get; init; }

    /// <summary>How its writes are buffered; <see langword="null"/> where calls are batched.</summary>
    public BufferModel? Buffer { get; init; }
}
