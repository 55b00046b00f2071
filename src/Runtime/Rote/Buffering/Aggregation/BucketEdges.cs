namespace Rote.Buffering;

/// <summary>Which bucket an instant belongs to: buckets have no gaps between them, and do not overlap.</summary>
/// <remarks>Thread-safe: nothing changes. Constant time, but for zones, whose transitions are looked up.</remarks>
internal sealed class BucketEdges(AggregationPolicy policy)
{
    private readonly long _length = policy.BucketLength.Ticks;
    private readonly long _days = policy.BucketLength.Ticks / TimeSpan.TicksPerDay;
    private readonly TimeZoneInfo? _zone = policy.TimeZone;
    private readonly TimeSpan _offset = policy.Offset;

    /// <summary>The bucket of an instant, in ticks of UTC.</summary>
    public Bucket Of(long utcTicks)
    {
        if (_zone is null)
        {
            long origin = DateTime.UnixEpoch.Ticks - _offset.Ticks;
            long start = origin + (FloorDivide(utcTicks - origin, _length) * _length);
            return new Bucket(Math.Max(0, start), Math.Min(start + _length, DateTime.MaxValue.Ticks));
        }

        // Clocks that are set back over midnight show a day's end again after the next has begun: the day that began last holds.
        long index = FloorDivide(LocalDay(utcTicks), _days);
        while (StartOf(index + 1) <= utcTicks && StartOf(index + 1) < DateTime.MaxValue.Ticks)
        {
            index++;
        }

        while (StartOf(index) > utcTicks)
        {
            index--;
        }

        return new Bucket(StartOf(index), StartOf(index + 1));
    }

    /// <summary>An instant as clocks show it where the edges come from.</summary>
    public DateTimeOffset Show(long utcTicks)
    {
        var instant = new DateTimeOffset(utcTicks, TimeSpan.Zero);
        TimeSpan offset = _zone?.GetUtcOffset(instant) ?? ShownOffset(_offset);
        long local = utcTicks + offset.Ticks;
        return local >= 0 && local <= DateTime.MaxValue.Ticks ? instant.ToOffset(offset) : instant;
    }

    /// <summary>Offsets that <see cref="DateTimeOffset"/> can show: whole minutes up to 14 hours.</summary>
    private static TimeSpan ShownOffset(TimeSpan offset)
        => offset.Ticks % TimeSpan.TicksPerMinute == 0 && offset.Duration() <= TimeSpan.FromHours(14) ? offset : TimeSpan.Zero;

    private static long FloorDivide(long dividend, long divisor)
        => (dividend / divisor) - (dividend % divisor < 0 ? 1 : 0);

    /// <summary>Days since 1970 that local clocks show.</summary>
    private long LocalDay(long utcTicks)
    {
        long local = utcTicks + _zone!.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;
        return FloorDivide(local - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerDay);
    }

    /// <summary>The first instant at which local clocks show the first day of a bucket, or a later one.</summary>
    private long StartOf(long index)
    {
        long midnight = DateTime.UnixEpoch.Ticks + (index * _days * TimeSpan.TicksPerDay);
        if (midnight <= 0 || midnight >= DateTime.MaxValue.Ticks)
        {
            return Math.Clamp(midnight, 0, DateTime.MaxValue.Ticks);
        }

        var local = new DateTime(midnight, DateTimeKind.Unspecified);
        if (_zone!.IsAmbiguousTime(local))
        {
            return ToUtc(midnight, _zone.GetAmbiguousTimeOffsets(local).Max());
        }

        // Skipped by the clocks: the instant at which they are set forward.
        return _zone.IsInvalidTime(local) ? FirstAfterGap(midnight) : ToUtc(midnight, _zone.GetUtcOffset(local));
    }

    /// <summary>Bisects for the transition: at most a day and a half away, since clocks have skipped a day at most.</summary>
    private long FirstAfterGap(long midnight)
    {
        long before = Math.Max(0, midnight - (2 * TimeSpan.TicksPerDay));
        long after = Math.Min(DateTime.MaxValue.Ticks, midnight + (2 * TimeSpan.TicksPerDay));
        while (after - before > 1)
        {
            long middle = before + ((after - before) / 2);
            if (middle + _zone!.GetUtcOffset(new DateTime(middle, DateTimeKind.Utc)).Ticks >= midnight)
            {
                after = middle;
            }
            else
            {
                before = middle;
            }
        }

        return after;
    }

    private static long ToUtc(long local, TimeSpan offset) => Math.Clamp(local - offset.Ticks, 0, DateTime.MaxValue.Ticks);
}
