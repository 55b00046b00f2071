namespace Rote.Batching;

/// <summary>Batches in order, linked through themselves. Belongs to the batcher's lock.</summary>
internal sealed class BatchList<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    private Batch<TGroup, TItem, TResult>? _last;

    public Batch<TGroup, TItem, TResult>? First { get; private set; }

    public void AddLast(Batch<TGroup, TItem, TResult> batch)
    {
        batch.List = this;
        batch.Previous = _last;
        if (_last is null)
        {
            First = batch;
        }
        else
        {
            _last.Next = batch;
        }

        _last = batch;
    }

    public void Remove(Batch<TGroup, TItem, TResult> batch)
    {
        if (batch.Previous is null)
        {
            First = batch.Next;
        }
        else
        {
            batch.Previous.Next = batch.Next;
        }

        if (batch.Next is null)
        {
            _last = batch.Previous;
        }
        else
        {
            batch.Next.Previous = batch.Previous;
        }

        batch.List = null;
        batch.Previous = null;
        batch.Next = null;
    }
}
