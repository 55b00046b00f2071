using System.Diagnostics.CodeAnalysis;

namespace Rote.Batching;

/// <summary>
/// What a batcher has not dispatched yet: batches that still collect, full ones, and items that wait for room. It decides what
/// travels with what, and knows no threads: every member belongs to the batcher's lock.
/// </summary>
internal sealed class BatchQueue<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    private readonly BatchCore<TGroup, TItem, TResult> _owner;
    private readonly TimeProvider _time;
    private readonly int _maxBatchSize;
    private readonly int _maxPending;
    private readonly TimeSpan _maxDelay;
    private readonly Dictionary<ItemKey<TGroup, TItem, TResult>, BatchItem<TGroup, TItem, TResult>>? _index;
    private readonly Dictionary<TGroup, Batch<TGroup, TItem, TResult>> _open = [];
    private readonly LinkedList<Batch<TGroup, TItem, TResult>> _collecting = [];
    private readonly LinkedList<Batch<TGroup, TItem, TResult>> _full = [];
    private readonly LinkedList<BatchItem<TGroup, TItem, TResult>> _room = [];
    private long _sequence;

    public BatchQueue(BatchCore<TGroup, TItem, TResult> owner, BatchPolicy policy, RoteOptions options, bool collapse)
    {
        _owner = owner;
        _time = options.TimeProvider;
        _maxBatchSize = policy.MaxBatchSize;
        _maxDelay = policy.MaxDelay;
        _maxPending = options.MaxPendingBatchItems;
        _index = collapse ? [] : null;
    }

    /// <summary>Items in batches that are not dispatched.</summary>
    public int Pending { get; private set; }

    public int WaitingForRoom => _room.Count;

    public bool IsEmpty => Pending == 0 && _room.Count == 0;

    public bool HasFull => _full.Count > 0;

    /// <summary>Whether the oldest collecting batch has collected for as long as it may.</summary>
    public bool HasOverdue => TryPeekDelay(out TimeSpan left) && left <= TimeSpan.Zero;

    /// <summary>Lets one more caller wait for an equal item, pending or in flight.</summary>
    public bool TryJoin(in TGroup group, TItem item, [NotNullWhen(true)] out BatchItem<TGroup, TItem, TResult>? joined)
    {
        joined = null;
        if (_index is null || !_index.TryGetValue(new ItemKey<TGroup, TItem, TResult>(in group, item), out joined))
        {
            return false;
        }

        joined.Waiters++;
        if (joined.Batch is not null)
        {
            joined.Batch.Waiters++;
        }

        return true;
    }

    public BatchItem<TGroup, TItem, TResult> Add(in TGroup group, TItem item)
    {
        var added = new BatchItem<TGroup, TItem, TResult>(in group, item);
        if (_index is not null)
        {
            added.Key = new ItemKey<TGroup, TItem, TResult>(in group, item).Of(added);
            _index.Add(added.Key, added);
        }

        if (Pending >= _maxPending)
        {
            added.RoomNode = _room.AddLast(added);
        }
        else
        {
            Place(added);
        }

        return added;
    }

    /// <summary>Takes the oldest batch, full or not.</summary>
    public bool TryTakeOldest([NotNullWhen(true)] out Batch<TGroup, TItem, TResult>? batch)
    {
        Batch<TGroup, TItem, TResult>? full = _full.First?.Value;
        Batch<TGroup, TItem, TResult>? open = _collecting.First?.Value;

        // By age, not fullness: a group that always fills its batches must not starve the others.
        batch = full is null || (open is not null && open.Sequence < full.Sequence) ? open : full;
        return TryTake(batch);
    }

    /// <summary>Takes the oldest full batch.</summary>
    public bool TryTakeFull([NotNullWhen(true)] out Batch<TGroup, TItem, TResult>? batch)
    {
        batch = _full.First?.Value;
        return TryTake(batch);
    }

    /// <summary>How long the oldest collecting batch, if there is one, may still collect.</summary>
    public bool TryPeekDelay(out TimeSpan left)
    {
        Batch<TGroup, TItem, TResult>? oldest = _collecting.First?.Value;
        left = oldest is null ? default : _maxDelay - _time.GetElapsedTime(oldest.StartStamp);
        return oldest is not null;
    }

    /// <summary>Takes back an item that its last caller left before it was dispatched.</summary>
    public void Drop(BatchItem<TGroup, TItem, TResult> item)
    {
        Forget(item);
        if (item.RoomNode is not null)
        {
            _room.Remove(item.RoomNode);
            item.RoomNode = null;
            return;
        }

        Batch<TGroup, TItem, TResult> batch = item.Batch!;
        batch.DropOne();
        Pending--;
        if (batch.Live == 0)
        {
            Unlink(batch);
        }

        Admit();
    }

    /// <summary>No later caller joins the item.</summary>
    public void Forget(BatchItem<TGroup, TItem, TResult> item)
        => _index?.Remove(item.Key);

    private bool TryTake([NotNullWhen(true)] Batch<TGroup, TItem, TResult>? batch)
    {
        if (batch is null)
        {
            return false;
        }

        Unlink(batch);
        batch.Run();
        Pending -= batch.Live;
        Admit();
        return true;
    }

    /// <summary>Lets those in who waited longest for the room that there is now.</summary>
    private void Admit()
    {
        while (Pending < _maxPending && _room.First is { } first)
        {
            _room.RemoveFirst();
            first.Value.RoomNode = null;
            Place(first.Value);
        }
    }

    private void Place(BatchItem<TGroup, TItem, TResult> item)
    {
        if (!_open.TryGetValue(item.Group, out Batch<TGroup, TItem, TResult>? batch))
        {
            batch = new Batch<TGroup, TItem, TResult>(_owner, item.Group, _sequence++, _time.GetTimestamp());
            _open.Add(item.Group, batch);
            _collecting.AddLast(batch.Node);
        }

        batch.Add(item);
        Pending++;
        if (batch.Live == _maxBatchSize)
        {
            Unlink(batch);
            _full.AddLast(batch.Node);
        }
    }

    private void Unlink(Batch<TGroup, TItem, TResult> batch)
    {
        batch.Node.List!.Remove(batch.Node);
        if (_open.TryGetValue(batch.Group, out Batch<TGroup, TItem, TResult>? open) && ReferenceEquals(open, batch))
        {
            _open.Remove(batch.Group);
        }
    }
}
