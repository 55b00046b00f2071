using System.Collections.Concurrent;

namespace Rote.Buffering;

/// <summary>The open buckets of all series.</summary>
/// <remarks>
/// Thread-safe. A sample takes the lock of its series alone, and allocates nothing where its bucket is open. A series is in the
/// table while it has an open bucket.
/// </remarks>
internal sealed class BucketTable<TGroup, TSeries>(AggregationPolicy policy, TimeProvider time)
    where TGroup : struct, IEquatable<TGroup>
    where TSeries : notnull
{
    private readonly ConcurrentDictionary<SeriesKey<TGroup, TSeries>, OpenSeries> _series = new();
    private readonly BucketEdges _edges = new(policy);
    private readonly long _lateness = policy.AllowedLateness.Ticks;
    private long _sealedUntil = long.MinValue;
    private long _lateSamples;
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    public long LateSamples => Interlocked.Read(ref _lateSamples);

    /// <summary>Adds a sample to its bucket, if that is open.</summary>
    public bool TryAdd(in SeriesKey<TGroup, TSeries> key, long utcTicks, double value)
    {
        if (!_series.TryGetValue(key, out OpenSeries? series))
        {
            return false;
        }

        lock (series.Gate)
        {
            if (series.IsGone || series.FindUnderLock(utcTicks) is not { } accumulator)
            {
                return false;
            }

            accumulator.Add(utcTicks, value);
            return true;
        }
    }

    /// <summary>Adds a sample to its bucket, and opens that where it is not open.</summary>
    /// <returns>Whether it was opened; <see langword="null"/> where the table is closed and the sample not accepted.</returns>
    public bool? Open(in SeriesKey<TGroup, TSeries> key, long utcTicks, double value)
    {
        Bucket bucket = _edges.Of(utcTicks);
        while (true)
        {
            OpenSeries series = _series.GetOrAdd(key, static _ => new OpenSeries());
            lock (series.Gate)
            {
                if (series.IsGone)
                {
                    continue;
                }

                // Asked under the lock: whoever closes does so before it looks through the series, and finds this one.
                if (_isClosed)
                {
                    RemoveIfEmptyUnderLock(key, series);
                    return null;
                }

                Accumulator? accumulator = series.FindUnderLock(utcTicks);
                bool opens = accumulator is null;
                if (accumulator is null)
                {
                    accumulator = new Accumulator(bucket, time.GetTimestamp(), IsReopened(bucket));
                    series.AddUnderLock(accumulator);
                }

                accumulator.Add(utcTicks, value);
                return opens;
            }
        }
    }

    /// <summary>From here on nothing is accepted.</summary>
    public void Close() => _isClosed = true;

    /// <summary>Buckets and samples that are open. Linear in the number of series.</summary>
    public (int Buckets, long Samples) Count()
    {
        int buckets = 0;
        long samples = 0;
        foreach ((_, OpenSeries series) in _series)
        {
            lock (series.Gate)
            {
                buckets += series.Count;
                for (int i = 0; i < series.Count; i++)
                {
                    samples += series[i].Count;
                }
            }
        }

        return (buckets, samples);
    }

    /// <summary>Takes out what is over. Linear in the number of series.</summary>
    public void SealEnded(Action<TGroup, Aggregate<TSeries>> receive)
    {
        long now = time.GetUtcNow().UtcTicks;
        Seal(accumulator => IsOver(accumulator, now) || IsTooOld(accumulator), now, receive);
    }

    /// <summary>Takes out everything.</summary>
    public void SealAll(Action<TGroup, Aggregate<TSeries>> receive)
        => Seal(static _ => true, time.GetUtcNow().UtcTicks, receive);

    /// <summary>Takes out at most so many of the buckets that end first. The order of a sort of all open ones.</summary>
    public void SealOldest(int count, Action<TGroup, Aggregate<TSeries>> receive)
    {
        var ends = new List<long>();
        foreach ((_, OpenSeries series) in _series)
        {
            lock (series.Gate)
            {
                for (int i = 0; i < series.Count; i++)
                {
                    ends.Add(series[i].Bucket.End);
                }
            }
        }

        if (ends.Count > 0)
        {
            ends.Sort();
            long last = ends[Math.Min(count, ends.Count) - 1];
            Seal(accumulator => accumulator.Bucket.End <= last && count-- > 0, time.GetUtcNow().UtcTicks, receive);
        }
    }

    private void Seal(Func<Accumulator, bool> isTaken, long now, Action<TGroup, Aggregate<TSeries>> receive)
    {
        foreach ((SeriesKey<TGroup, TSeries> key, OpenSeries series) in _series)
        {
            lock (series.Gate)
            {
                series.TakeUnderLock(accumulator =>
                {
                    if (!isTaken(accumulator))
                    {
                        return false;
                    }

                    bool isEarly = !IsOver(accumulator, now);
                    if (isEarly)
                    {
                        NoteEarly(accumulator, now);
                    }

                    receive(key.Group, accumulator.Seal(key.Series, _edges, isEarly));
                    return true;
                });
                RemoveIfEmptyUnderLock(key, series);
            }
        }
    }

    private void RemoveIfEmptyUnderLock(in SeriesKey<TGroup, TSeries> key, OpenSeries series)
    {
        if (series.Count == 0 && !series.IsGone)
        {
            series.IsGone = true;
            _series.TryRemove(new KeyValuePair<SeriesKey<TGroup, TSeries>, OpenSeries>(key, series));
        }
    }

    private bool IsOver(Accumulator accumulator, long now) => now - _lateness >= accumulator.Bucket.End;

    /// <summary>
    /// A clock that was set back, or samples from the future, do not keep a bucket open for ever: it is sealed after twice its
    /// length at the latest, by the monotonic clock.
    /// </summary>
    private bool IsTooOld(Accumulator accumulator)
    {
        TimeSpan longest = TimeSpan.FromTicks(2 * (accumulator.Bucket.End - accumulator.Bucket.Start)) + policy.AllowedLateness;
        return time.GetElapsedTime(accumulator.OpenedStamp) >= longest;
    }

    /// <summary>Whether aggregates of a bucket may have been sealed before it is opened now.</summary>
    private bool IsReopened(Bucket bucket)
    {
        long now = time.GetUtcNow().UtcTicks;
        if (now - _lateness >= bucket.End)
        {
            Interlocked.Increment(ref _lateSamples);
            return true;
        }

        long until = Volatile.Read(ref _sealedUntil);

        // Noted by a clock that has been set back since: it says nothing about the buckets of today.
        bool isOfThisClock = until <= now + (2 * (bucket.End - bucket.Start));
        return isOfThisClock && bucket.Start < until;
    }

    /// <summary>Remembers how far buckets have been sealed early; samples from the far future do not count.</summary>
    private void NoteEarly(Accumulator accumulator, long now)
    {
        long length = accumulator.Bucket.End - accumulator.Bucket.Start;
        long until = Math.Min(accumulator.Bucket.End, now + length);
        long before = Volatile.Read(ref _sealedUntil);
        Volatile.Write(ref _sealedUntil, before > now + (2 * length) ? until : Math.Max(before, until));
    }
}
