namespace Rote.Caching;

/// <summary>How long and how heavy: makes entries of values. Thread-safe.</summary>
internal sealed class EntryPolicy<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private readonly CachePolicy _policy;
    private readonly CacheFunctions<TKey, TValue> _functions;
    private readonly Jitter _jitter;
    private readonly RegionClock _clock;
    private readonly long _sliding;
    private readonly bool _needsLook;
    private readonly bool _weighs;

    public EntryPolicy(CachePolicy policy, CacheFunctions<TKey, TValue> functions, CacheServices services)
    {
        _policy = policy;
        _functions = functions;
        _jitter = services.Jitter;
        _clock = services.Clock;
        _sliding = RegionClock.ToMilliseconds(policy.Sliding);
        _needsLook = _sliding > 0 || !_clock.IsSystem;

        // A cache of our own is bounded by entries, so there each counts one.
        _weighs = functions.Weight is not null
            && (policy.Store == CacheStore.Table ? policy.MaxWeight > 0 : services.IsMemoryOfApplication);
        Stale = RegionClock.ToMilliseconds(policy.StaleLifetime);
    }

    /// <summary>Milliseconds past its expiry for which an entry may answer when a load fails.</summary>
    public long Stale { get; }

    /// <summary>
    /// The entry of a value just loaded by a flight, to live for <paramref name="limit"/> at most; <see langword="null"/>: it is
    /// not
    /// to be kept.
    /// </summary>
    /// <exception cref="RoteContractException">The application weighs it at zero or less.</exception>
    public CacheEntry<TKey, TValue>? Make(Flight<TKey, TValue> flight, TValue value, TimeSpan limit)
    {
        TimeSpan lifetime = LifetimeOf(value);
        lifetime = lifetime < limit ? lifetime : limit;
        if (lifetime <= TimeSpan.Zero)
        {
            return null;
        }

        long now = _clock.Now;
        long expiry = now + RegionClock.ToMilliseconds(_jitter.Shorten(lifetime, _policy.JitterPercent));
        long renewAt = _policy.RefreshPercent == 0
            ? long.MaxValue
            : now + Math.Max(1, (expiry - now) * _policy.RefreshPercent / 100);
        long deadline = Math.Min(expiry, _sliding > 0 ? now + _sliding : renewAt);
        return new CacheEntry<TKey, TValue>(
            in flight.Key,
            value,
            new EntryFacts(flight.Hash, flight.Epoch, flight.Tags ?? [], WeightOf(value), now, deadline, expiry, _needsLook))
        {
            RenewAt = renewAt,
        };
    }

    /// <summary>Whether an entry answers without a load. A dead one may still be of use: see <see cref="IsStale"/>.</summary>
    public bool IsLive(CacheEntry<TKey, TValue> entry, long now)
        => now < entry.Expiry && (_sliding == 0 || now < Volatile.Read(ref entry.Deadline)) && !entry.IsDropped;

    /// <summary>Whether an entry may answer in place of a failed load.</summary>
    public bool IsStale(CacheEntry<TKey, TValue> entry, long now) => now < EndOf(entry) && !entry.IsDropped;

    /// <summary>When an entry is of no use any more, not even for failing loads.</summary>
    public long EndOf(CacheEntry<TKey, TValue> entry)
        => (_sliding == 0 ? entry.Expiry : Math.Min(entry.Expiry, Volatile.Read(ref entry.Deadline))) + Stale;

    /// <summary>
    /// Whether a second level's value has enough of its life before it to renew an entry: else it is what is to be renewed.
    /// </summary>
    public bool IsFresh(TimeSpan remaining)
        => remaining.TotalMilliseconds * 100 > _policy.Lifetime.TotalMilliseconds * (100 - _policy.RefreshPercent);

    /// <summary>A hit: moves the deadline of a sliding region.</summary>
    public void Touch(CacheEntry<TKey, TValue> entry, long now)
    {
        if (_sliding > 0)
        {
            Volatile.Write(ref entry.Deadline, Math.Min(entry.Expiry, now + _sliding));
        }
    }

    /// <summary>
    /// From now on one load renews it; hits go on, with a look at the entry, as the deadline in its slot stays as it was.
    /// </summary>
    public void BeginRenewal(CacheEntry<TKey, TValue> entry)
    {
        entry.RenewAt = long.MaxValue;
        if (_sliding == 0)
        {
            entry.Deadline = entry.Expiry;
        }
    }

    /// <summary>The load failed. It is tried again after a share of what is left, not with the next hit.</summary>
    public void EndRenewal(CacheEntry<TKey, TValue> entry, long now)
    {
        entry.RenewAt = now + Math.Max(1, (entry.Expiry - now) / 4);
        if (_sliding == 0)
        {
            entry.Deadline = Math.Min(entry.Expiry, entry.RenewAt);
        }
    }

    /// <summary>As the application decides, cut to a century, or else as the policy says.</summary>
    private TimeSpan LifetimeOf(TValue value)
        => CachePolicy.Cut(_functions.Lifetime?.Invoke(value)) ?? (value is null ? _policy.NullLifetime : _policy.Lifetime);

    private long WeightOf(TValue value)
    {
        if (!_weighs)
        {
            return 1;
        }

        long weight = _functions.Weight!(value);
        return weight > 0
            ? weight
            : throw new RoteContractException(
                $"A value of cache region '{_policy.Region}' weighs {weight}. Weights are positive: let the least one be 1.");
    }
}
