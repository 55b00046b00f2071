using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>What one region has done. A hit costs an increment of memory that no other thread writes to.</summary>
/// <remarks>Thread-safe. Its slot is given back by <see cref="CacheInstruments"/>, when the region is gone.</remarks>
internal sealed class CacheCounters
{
    private readonly int _slot;
    private readonly long _hitsBefore;
    private long _misses;
    private long _succeededLoads;
    private long _failedLoads;
    private long _staleHits;
    private long _renewals;
    private long _evictions;
    private long _expirations;

    /// <param name="level">What the region's second level counts; <see langword="null"/>: it has none.</param>
    public CacheCounters(LevelCount? level = null)
    {
        Level = level;
        _slot = StripedCounter.TakeSlot();
        _hitsBefore = StripedCounter.Sum(_slot);
    }

    /// <summary>The counts of the second level, which outlive the region with these.</summary>
    public LevelCount? Level { get; }

    public long Hits => StripedCounter.Sum(_slot) - _hitsBefore;

    public long Misses => Volatile.Read(ref _misses);

    public long Loads => SucceededLoads + FailedLoads;

    public long SucceededLoads => Volatile.Read(ref _succeededLoads);

    public long FailedLoads => Volatile.Read(ref _failedLoads);

    public long StaleHits => Volatile.Read(ref _staleHits);

    public long Renewals => Volatile.Read(ref _renewals);

    public long Evictions => Volatile.Read(ref _evictions);

    public long Expirations => Volatile.Read(ref _expirations);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountHit() => StripedCounter.Add(_slot, 1);

    public void CountMiss() => Interlocked.Increment(ref _misses);

    public void CountBulk(int hits, int misses)
    {
        StripedCounter.Add(_slot, hits);
        Interlocked.Add(ref _misses, misses);
    }

    public void CountLoad(bool failed) => Interlocked.Increment(ref failed ? ref _failedLoads : ref _succeededLoads);

    public void CountStaleHit() => Interlocked.Increment(ref _staleHits);

    public void CountRenewal() => Interlocked.Increment(ref _renewals);

    /// <summary>Guarded by the region's gate.</summary>
    public void CountEvictions(int count) => Volatile.Write(ref _evictions, _evictions + count);

    /// <summary>Guarded by the region's gate.</summary>
    public void CountExpirations(int count) => Volatile.Write(ref _expirations, _expirations + count);

    /// <summary>Gives the slot back. Nobody may count any more.</summary>
    public void ReturnSlot() => StripedCounter.ReturnSlot(_slot);
}
