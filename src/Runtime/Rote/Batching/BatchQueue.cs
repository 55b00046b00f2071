using System.Diagnostics.CodeAnalysis;

namespace Rote.Batching;

/// <summary>
/// What a batcher has not dispatched yet: batches that still collect, full ones, and items that wait for room. It decides what
/// travels with what, and knows no threads: every member belongs to the batcher's lock.
/// </summary>
internal sealed partial class BatchQueue<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    private readonly BatchCore<TGroup, TItem, TResult> _owner;
    private readonly TimeProvider _time;
    private readonly int _maxBatchSize;
    private readonly int _maxPending;
    private readonly TimeSpan _maxDelay;
    private readonly ItemIndex<TGroup, TItem, TResult>? _index;
    private readonly SpareArrays<BatchEntry<TGroup, TItem, TResult>> _arrays;
    private readonly Dictionary<TGroup, Batch<TGroup, TItem, TResult>> _open = [];
    private readonly BatchList<TGroup, TItem, TResult> _collecting = new();
    private readonly BatchList<TGroup, TItem, TResult> _full = new();
    private readonly LinkedList<BatchCall<TGroup, TItem, TResult>> _room = [];
    private Batch<TGroup, TItem, TResult>? _lastOpened;
    private long _sequence;
    private int _fullest;
    private bool _fullestIsStale;

    public BatchQueue(BatchCore<TGroup, TItem, TResult> owner, BatchPolicy policy, RoteOptions options, bool collapse)
    {
        _owner = owner;
        _time = options.TimeProvider;
        _maxBatchSize = policy.MaxBatchSize;
        _maxDelay = policy.MaxDelay;
        _maxPending = options.MaxPendingBatchItems;
        _index = collapse ? new ItemIndex<TGroup, TItem, TResult>() : null;

        // Twice: calls for equal items join the others when the results are handed out.
        _arrays = new SpareArrays<BatchEntry<TGroup, TItem, TResult>>(2L * policy.MaxBatchSize);
    }

    /// <summary>Items in batches that are not dispatched.</summary>
    public int Pending { get; private set; }

    /// <summary>
    /// When the first of the calls without a stamp may have come; <see cref="BatchCall{TGroup, TItem, TResult}.NoStamp"/>:
    /// just now.
    /// </summary>
    public long EarliestArrival { get; set; } = BatchCall<TGroup, TItem, TResult>.NoStamp;

    public int WaitingForRoom => _room.Count;

    public bool IsEmpty => Pending == 0 && _room.Count == 0;

    public bool HasFull => _full.First is not null;

    /// <summary>Whether the oldest collecting batch has collected for as long as it may.</summary>
    public bool HasOverdue => TryPeekDelay(out TimeSpan left) && left <= TimeSpan.Zero;

    /// <summary>
    /// Items that are missing to a full batch: no fewer calls fill one. Linear in the collecting batches after one has left.
    /// </summary>
    public int MissingToFull
    {
        get
        {
            if (_fullestIsStale)
            {
                _fullestIsStale = false;
                _fullest = 0;
                for (Batch<TGroup, TItem, TResult>? batch = _collecting.First; batch is not null; batch = batch.Next)
                {
                    _fullest = Math.Max(_fullest, batch.Live);
                }
            }

            return _maxBatchSize - _fullest;
        }
    }

    /// <summary>
    /// Places a call: with an equal item, pending or in flight, or else in the batch of its group, or, where there is no
    /// room, behind all others that wait for it.
    /// </summary>
    public void Add(BatchCall<TGroup, TItem, TResult> call)
    {
        if (_index?.Find(call) is { } carrier)
        {
            carrier.AddTwin(call);
            carrier.Batch?.Join();
            return;
        }

        call.BecomeCarrier();
        if (_index is not null)
        {
            call.IndexPlace = _index.Add(call);
        }

        if (Pending >= _maxPending)
        {
            call.RoomNode = _room.AddLast(call);
        }
        else
        {
            Place(call);
        }
    }

    /// <summary>Takes the oldest batch, full or not.</summary>
    public bool TryTakeOldest([NotNullWhen(true)] out Batch<TGroup, TItem, TResult>? batch)
    {
        Batch<TGroup, TItem, TResult>? full = _full.First;
        Batch<TGroup, TItem, TResult>? open = _collecting.First;

        // By age, not fullness: a group that always fills its batches must not starve the others.
        batch = full is null || (open is not null && open.Sequence < full.Sequence) ? open : full;
        return TryTake(batch);
    }

    /// <summary>Takes the oldest full batch.</summary>
    public bool TryTakeFull([NotNullWhen(true)] out Batch<TGroup, TItem, TResult>? batch)
    {
        batch = _full.First;
        return TryTake(batch);
    }

    /// <summary>How long the oldest collecting batch, if there is one, may still collect.</summary>
    public bool TryPeekDelay(out TimeSpan left)
    {
        Batch<TGroup, TItem, TResult>? oldest = _collecting.First;
        left = oldest is null ? default : _maxDelay - _time.GetElapsedTime(oldest.StartStamp);
        return oldest is not null;
    }

    /// <summary>Takes back an item that its last caller left before it was dispatched.</summary>
    public void Drop(BatchCall<TGroup, TItem, TResult> call)
    {
        Forget(call);
        if (call.RoomNode is not null)
        {
            _room.Remove(call.RoomNode);
            call.RoomNode = null;
            return;
        }

        Batch<TGroup, TItem, TResult> batch = call.Batch!;
        batch.DropOne();
        Pending--;
        if (batch.Live == 0)
        {
            Unlink(batch);
            batch.TellOver();
        }

        Admit();
    }

    /// <summary>No later caller joins the item.</summary>
    public void Forget(BatchCall<TGroup, TItem, TResult> call)
        => _index?.Remove(call, call.IndexPlace);

    /// <summary>No later caller joins any of its items.</summary>
    public void Forget(Batch<TGroup, TItem, TResult> batch)
    {
        if (_index is null)
        {
            return;
        }

        foreach (ref readonly BatchEntry<TGroup, TItem, TResult> entry in batch.Calls)
        {
            _index.Remove(entry.Call!, entry.Place);
        }
    }

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
            try
            {
                Place(first.Value);
            }
            catch (Exception error)
            {
                _owner.Fail(first.Value, error);
            }
        }
    }

    private void Place(BatchCall<TGroup, TItem, TResult> call)
    {
        Batch<TGroup, TItem, TResult> batch = OpenFor(call);
        batch.Add(call);
        Pending++;
        if (batch.Live == _maxBatchSize)
        {
            Unlink(batch);
            _full.AddLast(batch);
        }
        else
        {
            _fullest = Math.Max(_fullest, batch.Live);
        }
    }

    private Batch<TGroup, TItem, TResult> OpenFor(BatchCall<TGroup, TItem, TResult> call)
    {
        // Calls of one group tend to come together: most are placed without a look-up.
        if (_lastOpened is { } last && last.Group.Equals(call.Group))
        {
            return last;
        }

        if (!_open.TryGetValue(call.Group, out Batch<TGroup, TItem, TResult>? batch))
        {
            batch = new Batch<TGroup, TItem, TResult>(_owner, _arrays, call.Group, _sequence++, StampOf(call));
            _open.Add(call.Group, batch);
            _collecting.AddLast(batch);
        }

        _lastOpened = batch;
        return batch;
    }

    private long StampOf(BatchCall<TGroup, TItem, TResult> call)
        => call.Stamp != BatchCall<TGroup, TItem, TResult>.NoStamp ? call.Stamp
            : EarliestArrival != BatchCall<TGroup, TItem, TResult>.NoStamp ? EarliestArrival
            : _time.GetTimestamp();

    private void Unlink(Batch<TGroup, TItem, TResult> batch)
    {
        batch.List!.Remove(batch);
        if (ReferenceEquals(_lastOpened, batch))
        {
            _lastOpened = null;
        }

        if (_open.TryGetValue(batch.Group, out Batch<TGroup, TItem, TResult>? open) && ReferenceEquals(open, batch))
        {
            _open.Remove(batch.Group);
        }

        _fullestIsStale = true;
    }
}
