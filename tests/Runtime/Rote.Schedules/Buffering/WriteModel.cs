using Rote.Buffering;

namespace Rote.Schedules.Buffering;

/// <summary>What happened, and the rules it is held to.</summary>
internal sealed class WriteModel(WriteTraits traits)
{
    private readonly List<StoreCall> _calls = [];
    private readonly List<StoreCall> _stored = [];
    private readonly List<(int Began, int Ended)> _flushes = [];
    private readonly List<(IReadOnlyList<DeadLetter> Letters, CancellationToken Token)> _letters = [];
    private int _moments;

    public string? Violation { get; private set; }

    public List<WriteRecord> Writes { get; } = [];

    /// <summary>Flushes that have not ended.</summary>
    public int OpenFlushes { get; set; }

    /// <summary>When disposal began.</summary>
    public int Disposing { get; private set; } = int.MaxValue;

    public void Violate(string what) => Violation ??= what;

    public int NextMoment() => ++_moments;

    public void BeginDisposal() => Disposing = NextMoment();

    public WriteRecord Begin(int partition, bool isPoison, CancellationTokenSource? caller)
    {
        var write = new WriteRecord(Writes.Count, partition, isPoison, caller) { Began = NextMoment() };
        Writes.Add(write);
        return write;
    }

    public StoreCall BeginCall(int partition, int[] items, WriteBehindStatistics statistics, CancellationToken token)
    {
        var call = new StoreCall(_calls.Count, partition, [.. items.Select(item => Writes[item])], NextMoment(), token);
        CheckStatistics(statistics);
        if (items.Length > traits.Policy.MaxCommitSize)
        {
            Violate($"{call} is larger than {traits.Policy.MaxCommitSize}.");
        }

        foreach (WriteRecord write in call.Writes)
        {
            write.Calls.Add(call);
            if (write.Partition != partition)
            {
                Violate($"{call} mixes partitions.");
            }
        }

        _calls.Add(call);
        return call;
    }

    public void Store(StoreCall call)
    {
        _stored.Add(call);
        foreach (WriteRecord write in call.Writes)
        {
            write.Stored++;
            write.StoredBy = call;
        }
    }

    /// <summary>The callback took letters; unless it turns out that it was left behind.</summary>
    public void TakeLetters(IReadOnlyList<DeadLetter> letters, CancellationToken token) => _letters.Add((letters, token));

    /// <summary>A write was taken back.</summary>
    public void TakeBack(DeadLetter letter) => Check(letter).TakenBack++;

    public void EndFlush(int began, Exception? error)
    {
        _flushes.Add((began, NextMoment()));
        if (error is not null and not RoteWriteBehindException)
        {
            Violate($"A flush threw {error}");
        }
    }

    public void CheckStatistics(WriteBehindStatistics all)
    {
        if (all.Accepted != all.Delivered + all.DeadLettered + all.Returned + all.Pending)
        {
            Violate($"Not conserved: {all}");
        }

        if (all.Pending > traits.Policy.MaxPending)
        {
            Violate($"Too many: {all}");
        }
    }

    /// <summary>Everything has come to its end, and what was returned was taken.</summary>
    public void CheckEnd(WriteBehindStatistics all, int timers)
    {
        var taken = _letters.Where(static sent => !sent.Token.IsCancellationRequested);
        foreach (DeadLetter letter in taken.SelectMany(static sent => sent.Letters))
        {
            Check(letter).Lettered++;
        }

        CheckStatistics(all);
        if (all.Pending != 0 || all.WaitingForRoom != 0 || timers != 0)
        {
            Violate($"Left behind: {all}, {timers} timers.");
        }

        Writes.ForEach(CheckEnd);
        CheckCalls();
        CheckOrder();
        _flushes.ForEach(CheckFlush);

        // What a call stored that ended just before disposal gave up looks as if it had been left behind.
        int letters = Writes.Sum(write => write.Lettered);
        int delivered = Writes.Count(static write => write.StoredBy is { IsLeftBehind: false });
        int perhaps = Writes.Count(static write => write is { StoredBy.IsLeftBehind: true, Lettered: 0, TakenBack: 0 });
        if (all.DeadLettered != letters || all.Delivered < delivered || all.Delivered > delivered + perhaps)
        {
            Violate($"{letters} letters, {delivered} to {delivered + perhaps} delivered: {all}");
        }
    }

    private WriteRecord Check(DeadLetter letter)
    {
        WriteRecord write = Writes[(int)letter.Item!];
        write.MayBeStored |= letter.MayBeStored;
        // A store that fails at random lets a good item look bad.
        if (letter.Reason == DeadLetterReason.Poison && !write.IsPoison && traits.FailsForPoisonOnly)
        {
            Violate($"{write} is taken for poison.");
        }

        if (!letter.Arguments.SequenceEqual([new("partition", write.Partition)]))
        {
            Violate($"{write} was returned from another partition.");
        }

        return write;
    }

    private void CheckEnd(WriteRecord write)
    {
        if (!write.Ended)
        {
            Violate($"{write} waits for ever.");
            return;
        }

        if (write.Stored > 1 || write.Lettered + write.TakenBack > 1)
        {
            Violate($"{write} is stored {write.Stored}, lettered {write.Lettered}, taken back {write.TakenBack} times.");
        }

        if (write.Error is null && write.Stored + write.Lettered + write.TakenBack == 0)
        {
            Violate($"{write} was acknowledged and has vanished.");
        }

        if (write.StoredBy is { IsLeftBehind: false } && write.Lettered + write.TakenBack > 0)
        {
            Violate($"{write} is stored, and returned.");
        }

        bool isUncertain = write.Error is OperationCanceledException or TimeoutException or RoteDrainException
            || write.MayBeStored;
        if (write.Stored > 0 && (write.Error is not null || write.Lettered + write.TakenBack > 0) && !isUncertain)
        {
            Violate($"{write} is stored, and failed with {write.Error}");
        }

        if (write is { IsPoison: true, Stored: > 0 })
        {
            Violate($"{write} is poison, and stored.");
        }
    }

    /// <summary>Of a partition one call is on its way at a time, besides those left behind, which may even begin late.</summary>
    private void CheckCalls()
    {
        foreach (StoreCall call in _calls.Where(static call => !call.IsLeftBehind))
        {
            if (_calls.Find(other => other.Partition == call.Partition
                && !other.IsLeftBehind
                && other.Began > call.Began
                && other.Began < call.Ended) is { } other)
            {
                Violate($"{other} begins while {call} is on its way.");
            }
        }
    }

    /// <summary>Writes of a partition are stored in the order of their calls. What was left behind may come late.</summary>
    private void CheckOrder()
    {
        foreach (var partition in _stored.Where(static call => !call.IsLeftBehind).GroupBy(static call => call.Partition))
        {
            WriteRecord[] writes = [.. partition.SelectMany(static call => call.Writes)];
            for (int i = 1; i < writes.Length; i++)
            {
                if (writes.Take(i).FirstOrDefault(earlier => writes[i].Submitted < earlier.Began) is { } overtaking)
                {
                    Violate($"{overtaking} overtook {writes[i]}.");
                }
            }
        }
    }

    private void CheckFlush((int Began, int Ended) flush)
    {
        foreach (WriteRecord write in Writes.Where(write => write.Submitted < flush.Began))
        {
            bool isOver = write.Caller?.IsCancellationRequested == true
                || write.Error is not null
                || Disposing < flush.Ended
                || (write.Calls.Count + write.Lettered + write.TakenBack > 0
                    && write.Calls.TrueForAll(call => call.Ended < flush.Ended || call.IsLeftBehind));
            if (!isOver)
            {
                Violate($"A flush that began after {write} ended before it.");
            }
        }
    }
}
