namespace Rote.Caching;

/// <summary>
/// The own invalidations that a level may not know yet, and those that loads under way have to know. See <c>README.md</c>.
/// </summary>
/// <remarks>Thread-safe; one lock, under which nothing foreign runs. Every operation takes time linear in its keys.</remarks>
internal sealed class RemovalTable(int maxPending)
{
    /// <summary>Writes under way at most; beyond it, values are not written.</summary>
    public const int MaxWrites = 1_024;

    /// <summary>A power of two. Two keys that share a stripe cost a write that is left out, no more.</summary>
    private const int Stripes = 8_192;

    private readonly Lock _gate = new();
    private readonly long[] _invalidated = new long[Stripes];
    private readonly Dictionary<string, PendingRemoval> _pending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _writes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _regions = new(StringComparer.Ordinal);
    private TaskCompletionSource? _emptied;
    private long _sends;
    private int _writesUnderWay;
    private long _sequence;
    private long _floor;
    private bool _overflowed;

    /// <summary>Removals that wait at most; beyond it, the whole level is given up until every region is renewed.</summary>
    public int MaxPending { get; } = maxPending;

    public int PendingCount
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    public bool Overflowed
    {
        get
        {
            lock (_gate)
            {
                return _overflowed;
            }
        }
    }

    /// <summary>Makes the generation of a region known, for the day that all have to go.</summary>
    public void AddRegion(string key)
    {
        lock (_gate)
        {
            _regions.Add(key);
            if (_overflowed)
            {
                AddUnderLock(key);
            }
        }
    }

    /// <summary>Whether the level may be asked for these keys; then the moment, for <see cref="IsCurrent"/>.</summary>
    public bool TryBegin(LevelKey entry, ReadOnlySpan<LevelKey> generations, out long sequence)
    {
        lock (_gate)
        {
            sequence = _sequence;
            return !IsPendingUnderLock(entry, generations);
        }
    }

    /// <summary>Whether none of the keys was invalidated since <see cref="TryBegin"/>.</summary>
    public bool IsCurrent(long sequence, LevelKey entry, ReadOnlySpan<LevelKey> generations)
    {
        lock (_gate)
        {
            return IsCurrentUnderLock(sequence, entry, generations);
        }
    }

    /// <summary>Enters an invalidation. True: the table has just overflowed.</summary>
    public bool Add(string key)
    {
        lock (_gate)
        {
            _invalidated[StripeOf(key)] = ++_sequence;
            if (!_overflowed && (_pending.Count < MaxPending || _pending.ContainsKey(key)))
            {
                AddUnderLock(key);
                return false;
            }

            // Removing a region's generation takes all its entries along, whatever other removal they waited for. One that is
            // on its way does not count for the new invalidation: hence again, each time.
            bool first = !_overflowed;
            if (first)
            {
                _pending.Clear();
            }

            _overflowed = true;
            _floor = _sequence;
            foreach (string region in _regions)
            {
                AddUnderLock(region);
            }

            // Without a region nothing was ever written.
            _overflowed = _pending.Count > 0;
            return first && _overflowed;
        }
    }

    /// <summary>Registers a write, unless something it depends on was invalidated since its load began.</summary>
    public bool TryBeginWrite(LevelTicket ticket)
    {
        lock (_gate)
        {
            if (IsPendingUnderLock(ticket.Entry, ticket.GenerationKeys)
                || !IsCurrentUnderLock(ticket.Sequence, ticket.Entry, ticket.GenerationKeys)
                || _writesUnderWay >= MaxWrites)
            {
                return false;
            }

            string key = ticket.Entry.Key;
            _writesUnderWay++;
            _writes[key] = _writes.GetValueOrDefault(key) + 1;
            return true;
        }
    }

    /// <summary>Takes a write out, when the level is really done with it. True: a removal waits for that.</summary>
    public bool EndWrite(string key)
    {
        lock (_gate)
        {
            _writesUnderWay--;
            int left = _writes[key] - 1;
            if (left > 0)
            {
                _writes[key] = left;
                return false;
            }

            _writes.Remove(key);
            return _pending.ContainsKey(key);
        }
    }

    /// <summary>
    /// The next removals to call the level for, those first that were not sent for the longest time: some that always fail hold
    /// up no others. Each must be given to <see cref="End"/>.
    /// </summary>
    public List<RemovalAttempt> Take(int count)
    {
        var taken = new List<RemovalAttempt>();
        lock (_gate)
        {
            foreach (PendingRemoval removal in _pending.Values.Where(CanBeSentUnderLock).OrderBy(SentAt).Take(count))
            {
                removal.Running = true;
                removal.Sent = ++_sends;
                taken.Add(new RemovalAttempt(removal, removal.Version, Conclusive: !_writes.ContainsKey(removal.Key)));
            }
        }

        return taken;
    }

    public void End(RemovalAttempt attempt, bool succeeded)
    {
        TaskCompletionSource? emptied = null;
        lock (_gate)
        {
            PendingRemoval removal = attempt.Removal;
            removal.Running = false;
            bool known = _pending.TryGetValue(removal.Key, out PendingRemoval? current) && ReferenceEquals(current, removal);
            if (!succeeded || !known || removal.Version != attempt.Version)
            {
                return;
            }

            if (!attempt.Conclusive)
            {
                removal.WaitsForWrite = true;
                return;
            }

            _pending.Remove(removal.Key);
            if (_pending.Count == 0)
            {
                _overflowed = false;
                (emptied, _emptied) = (_emptied, null);
            }
        }

        emptied?.TrySetResult();
    }

    /// <summary>Completes when every removal is confirmed.</summary>
    public Task WhenEmpty()
    {
        lock (_gate)
        {
            if (_pending.Count == 0)
            {
                return Task.CompletedTask;
            }

            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _emptied.Task;
        }
    }

    private static long SentAt(PendingRemoval removal) => removal.Sent;

    private static int StripeOf(string key) => string.GetHashCode(key) & (Stripes - 1);

    private bool CanBeSentUnderLock(PendingRemoval removal)
        => !removal.Running && !(removal.WaitsForWrite && _writes.ContainsKey(removal.Key));

    private void AddUnderLock(string key)
    {
        if (!_pending.TryGetValue(key, out PendingRemoval? removal))
        {
            _pending.Add(key, removal = new PendingRemoval(key));
        }

        removal.Version++;
        removal.WaitsForWrite = false;
    }

    private bool IsPendingUnderLock(LevelKey entry, ReadOnlySpan<LevelKey> generations)
    {
        if (_overflowed)
        {
            return true;
        }

        if (_pending.Count == 0)
        {
            return false;
        }

        foreach (LevelKey generation in generations)
        {
            if (_pending.ContainsKey(generation.Key))
            {
                return true;
            }
        }

        return _pending.ContainsKey(entry.Key);
    }

    private bool IsCurrentUnderLock(long sequence, LevelKey entry, ReadOnlySpan<LevelKey> generations)
    {
        if (_overflowed || sequence < _floor || _invalidated[StripeOf(entry.Key)] > sequence)
        {
            return false;
        }

        foreach (LevelKey generation in generations)
        {
            if (_invalidated[StripeOf(generation.Key)] > sequence)
            {
                return false;
            }
        }

        return true;
    }
}
