using System.Diagnostics.CodeAnalysis;

namespace Rote.Buffering;

/// <summary>
/// What a buffer holds: partitions that collect, those that are ready to be sent, and calls that wait for room. It decides what
/// travels with what and when, and knows no threads: every member belongs to the buffer's lock.
/// </summary>
internal sealed class WriteBacklog<TPartition, TItem>(WriteBehindPolicy policy, TimeProvider time)
    where TPartition : struct, IEquatable<TPartition>
{
    private readonly Dictionary<TPartition, WritePartition<TPartition, TItem>> _partitions = [];
    private readonly SortedSet<WritePartition<TPartition, TItem>> _collecting = new(
        Comparer<WritePartition<TPartition, TItem>>.Create(static (one, other)
            => (one.CollectingSince, one.Number).CompareTo((other.CollectingSince, other.Number))));
    private readonly LinkedList<WritePartition<TPartition, TItem>> _ready = [];
    private readonly LinkedList<PendingWrite<TPartition, TItem>> _room = [];
    private readonly FlushEpochs _epochs = new();
    private long _calls;
    private long _numbers;
    private long _lastAccepted = -1;
    private long _sealedThrough = -1;

    public WriteTally Tally { get; } = new();

    public int WaitingForRoom => _room.Count;

    public int Partitions => _partitions.Count;

    public bool IsEmpty => Tally.Pending == 0 && _room.Count == 0;

    /// <summary>Takes a write in, or lets it wait for room; then everything that is held is sealed.</summary>
    public PendingWrite<TPartition, TItem> Add(in TPartition key, TItem item, bool isPriority)
    {
        if (!_partitions.TryGetValue(key, out WritePartition<TPartition, TItem>? partition))
        {
            partition = new WritePartition<TPartition, TItem>(in key, _numbers++);
            _partitions.Add(key, partition);
        }

        var write = new PendingWrite<TPartition, TItem>(partition, item, isPriority, _calls++)
        {
            Epoch = _epochs.Enter(),
            PartitionEpoch = partition.Epochs.Enter(),
        };
        partition.Outstanding++;
        if (_room.Count == 0 && Tally.Pending < policy.MaxPending)
        {
            Accept(write);
        }
        else
        {
            _room.AddLast(write.Node);
            SealAll();
        }

        return write;
    }

    /// <summary>Sends everything accepted so far as soon as it can be.</summary>
    public void SealAll() => SealThrough(_lastAccepted);

    /// <summary>From now on every write is sent as soon as it can be.</summary>
    public void SealForEver() => SealThrough(long.MaxValue);

    /// <summary>Makes the partitions ready whose oldest write has waited long enough.</summary>
    public void SealOverdue()
    {
        while (TryPeekDelay(out TimeSpan left) && left <= TimeSpan.Zero)
        {
            Place(_collecting.Min!);
        }
    }

    /// <summary>How long the oldest collecting partition, if there is one, may still collect.</summary>
    public bool TryPeekDelay(out TimeSpan left)
    {
        WritePartition<TPartition, TItem>? oldest = _collecting.Min;
        bool waits = oldest is not null && policy.MaxDelay != Timeout.InfiniteTimeSpan;
        left = waits ? policy.MaxDelay - time.GetElapsedTime(oldest!.CollectingSince) : default;
        return waits;
    }

    /// <summary>Takes a commit of the partition that has been ready for the longest time.</summary>
    public bool TryTake([NotNullWhen(true)] out PendingWrite<TPartition, TItem>[]? writes)
    {
        writes = null;
        if (_ready.First is not { Value: { } partition })
        {
            return false;
        }

        _ready.RemoveFirst();
        partition.Committing = true;
        writes = new PendingWrite<TPartition, TItem>[Math.Min(partition.Queue.Count, policy.MaxCommitSize)];
        for (int i = 0; i < writes.Length; i++)
        {
            writes[i] = partition.Queue.First!.Value;
            partition.Queue.RemoveFirst();
            writes[i].State = WriteState.Sent;
        }

        return true;
    }

    /// <summary>A partition's commit is over.</summary>
    public void EndCommit(WritePartition<TPartition, TItem> partition)
    {
        partition.Committing = false;
        Place(partition);
    }

    /// <summary>A write that was accepted is over.</summary>
    public void Settle(
        PendingWrite<TPartition, TItem> write, WriteOutcome outcome, Exception? error, Endings endings)
    {
        Tally.Pending--;
        switch (outcome)
        {
            case WriteOutcome.Delivered:
                Tally.Delivered++;
                break;
            case WriteOutcome.DeadLettered:
                Tally.DeadLettered++;
                break;
            default:
                Tally.Returned++;
                break;
        }

        Leave(write, error, endings);
    }

    /// <summary>Takes back a write that is not sent: its caller has left.</summary>
    public void TakeBack(PendingWrite<TPartition, TItem> write, Endings endings)
    {
        bool waited = write.State == WriteState.Waiting;
        write.Node.List!.Remove(write.Node);
        if (waited)
        {
            Leave(write, error: null, endings);
        }
        else
        {
            Settle(write, WriteOutcome.Returned, error: null, endings);
        }

        Place(write.Partition);
    }

    /// <summary>A call that waited for room is refused.</summary>
    public void Refuse(PendingWrite<TPartition, TItem> write, Exception error, Endings endings)
    {
        write.Node.List!.Remove(write.Node);
        Leave(write, error, endings);
        Place(write.Partition);
    }

    /// <summary>Lets those in who have waited longest for the room that there is now.</summary>
    /// <returns>Those whose calls complete because of it.</returns>
    public void Admit(Endings endings)
    {
        while (Tally.Pending < policy.MaxPending && _room.First is { Value: { } first })
        {
            _room.RemoveFirst();
            Accept(first);
            if (policy.Acknowledge == WriteAcknowledgement.OnEnqueue)
            {
                endings.Add(first);
            }
        }

        if (_room.Count > 0)
        {
            SealAll();
        }
    }

    /// <summary>What to wait for until every call so far is over; <see langword="null"/>: nothing. Seals everything.</summary>
    public FlushEpoch? Flush()
    {
        // Calls that wait for room came before the flush, too.
        SealThrough(_calls - 1);
        return _epochs.Close();
    }

    /// <summary>The same for one partition.</summary>
    public FlushEpoch? Flush(in TPartition key)
    {
        if (!_partitions.TryGetValue(key, out WritePartition<TPartition, TItem>? partition))
        {
            return null;
        }

        Seal(partition, _calls - 1);
        return partition.Epochs.Close();
    }

    /// <summary>Everything that is not sent: the calls that wait for room, and the writes of every partition.</summary>
    public (List<PendingWrite<TPartition, TItem>> Waiting, List<PendingWrite<TPartition, TItem>> Queued) Unsent()
        => (
            [.. _room],
            [.. _partitions.Values.SelectMany(static partition => partition.Queue).OrderBy(static write => write.Sequence)]);

    /// <summary>Takes a write out of its partition's queue; it stays pending.</summary>
    public void Withdraw(PendingWrite<TPartition, TItem> write)
    {
        write.Node.List!.Remove(write.Node);
        Place(write.Partition);
    }

    /// <summary>Sends everything up to a place in the order as soon as it can be.</summary>
    private void SealThrough(long sequence)
    {
        _sealedThrough = Math.Max(_sealedThrough, sequence);
        while (_collecting.Min is { } partition)
        {
            Place(partition);
        }
    }

    private void Seal(WritePartition<TPartition, TItem> partition, long sequence)
    {
        partition.SealedThrough = Math.Max(partition.SealedThrough, sequence);
        Place(partition);
    }

    private void Leave(PendingWrite<TPartition, TItem> write, Exception? error, Endings endings)
    {
        WritePartition<TPartition, TItem> partition = write.Partition;
        write.State = WriteState.Settled;
        _epochs.Leave(write.Epoch!, error, endings);
        partition.Epochs.Leave(write.PartitionEpoch!, error, endings);
        partition.Outstanding--;
        RemoveIfOver(partition);
    }

    private void Accept(PendingWrite<TPartition, TItem> write)
    {
        WritePartition<TPartition, TItem> partition = write.Partition;
        Tally.Accepted++;
        Tally.Pending++;
        _lastAccepted = Math.Max(_lastAccepted, write.Sequence);
        write.State = WriteState.Queued;
        write.StartStamp = time.GetTimestamp();
        partition.Queue.AddLast(write.Node);
        if (write.IsPriority || partition.Queue.Count >= policy.FlushSize || policy.MaxDelay == TimeSpan.Zero)
        {
            Seal(partition, write.Sequence);
        }
        else
        {
            Place(partition);
        }
    }

    /// <summary>Puts a partition where it belongs: nowhere, among those that collect, or among those that are ready.</summary>
    private void Place(WritePartition<TPartition, TItem> partition)
    {
        PendingWrite<TPartition, TItem>? first = partition.Committing ? null : partition.Queue.First?.Value;
        bool isReady = first is not null && IsDue(partition, first);
        bool collects = first is not null && !isReady;
        if (partition.Collecting && (!collects || partition.CollectingSince != first!.StartStamp))
        {
            _collecting.Remove(partition);
            partition.Collecting = false;
        }

        if (collects && !partition.Collecting)
        {
            partition.CollectingSince = first!.StartStamp;
            partition.Collecting = true;
            _collecting.Add(partition);
        }

        if (isReady != (partition.Node.List is not null))
        {
            if (isReady)
            {
                _ready.AddLast(partition.Node);
            }
            else
            {
                _ready.Remove(partition.Node);
            }
        }

        RemoveIfOver(partition);
    }

    private bool IsDue(WritePartition<TPartition, TItem> partition, PendingWrite<TPartition, TItem> first)
        => first.Sequence <= Math.Max(partition.SealedThrough, _sealedThrough)
            || partition.Queue.Count >= policy.FlushSize
            || (policy.MaxDelay != Timeout.InfiniteTimeSpan && time.GetElapsedTime(first.StartStamp) >= policy.MaxDelay);

    private void RemoveIfOver(WritePartition<TPartition, TItem> partition)
    {
        if (partition.Outstanding == 0 && !partition.Committing)
        {
            _partitions.Remove(partition.Key);
        }
    }
}
