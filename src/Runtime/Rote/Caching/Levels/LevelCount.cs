namespace Rote.Caching;

/// <summary>The running counts behind <see cref="LevelCounters"/>. Thread-safe; not all are of one moment.</summary>
internal sealed class LevelCount
{
    private long _hits;
    private long _misses;
    private long _bypassed;
    private long _failures;
    private long _damaged;
    private long _writes;
    private long _removals;

    public void Hit() => Interlocked.Increment(ref _hits);

    public void Missed(int keys = 1) => Interlocked.Add(ref _misses, keys);

    public void Bypass(int keys = 1) => Interlocked.Add(ref _bypassed, keys);

    public void Fail() => Interlocked.Increment(ref _failures);

    public void Damage() => Interlocked.Increment(ref _damaged);

    public void Write() => Interlocked.Increment(ref _writes);

    public void Remove() => Interlocked.Increment(ref _removals);

    public LevelCounters Snapshot(int pendingRemovals)
    {
        long hits = Interlocked.Read(ref _hits);
        long misses = Interlocked.Read(ref _misses);
        long bypassed = Interlocked.Read(ref _bypassed);
        return new LevelCounters
        {
            Reads = hits + misses + bypassed,
            Hits = hits,
            Misses = misses,
            Bypassed = bypassed,
            Failures = Interlocked.Read(ref _failures),
            Damaged = Interlocked.Read(ref _damaged),
            Writes = Interlocked.Read(ref _writes),
            Removals = Interlocked.Read(ref _removals),
            PendingRemovals = pendingRemovals,
        };
    }
}
