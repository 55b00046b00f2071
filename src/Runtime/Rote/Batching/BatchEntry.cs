namespace Rote.Batching;

/// <summary>A call in a batch.</summary>
internal struct BatchEntry<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    /// <summary>The call, until its result is handed out.</summary>
    public BatchCall<TGroup, TItem, TResult>? Call;

    /// <summary>Of a carrier: its place in the index. Of a twin: the place of its item in the batch.</summary>
    public int Place;
}
