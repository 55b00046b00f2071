namespace Rote.Schedules.Batching;

/// <summary>An item that knows whose it is. Equal items of two groups are two.</summary>
internal sealed class BatchItem(BatchCallRecord owner, int value) : IEquatable<BatchItem>
{
    /// <summary>The call that made it.</summary>
    public BatchCallRecord Owner { get; } = owner;

    public int Value { get; } = value;

    public bool Equals(BatchItem? other) => other is not null && other.Value == Value;

    public override bool Equals(object? obj) => Equals(obj as BatchItem);

    public override int GetHashCode() => Value;
}
