namespace Rote.Buffering;

/// <summary>How samples are folded and delivered.</summary>
public sealed record AggregationPolicy
{
    /// <summary>Name of the operation that takes single samples, in metrics, logs and exceptions.</summary>
    public required string Operation { get; init; }

    /// <summary>Length of a bucket. At least a millisecond and at most 366 days; default 15 minutes.</summary>
    public TimeSpan BucketLength { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// What edges are shifted by against those of UTC, which count from the beginning of 1970: with one hour, days begin at 23:00
    /// UTC. Less than a day; default zero. Not together with <see cref="TimeZone"/>.
    /// </summary>
    public TimeSpan Offset { get; init; }

    /// <summary>
    /// The zone whose midnights are the edges, for buckets of whole days: where clocks change, a day has 23 or 25 hours. Default:
    /// none, edges are UTC's.
    /// </summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>
    /// Time that a bucket stays open after its end. Not negative, at most 366 days; default 30 seconds. Samples that come later
    /// open their bucket again and are delivered in a partial aggregate.
    /// </summary>
    public TimeSpan AllowedLateness { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Time between two looks for buckets that are over, and between attempts, in whole milliseconds, rounded up. Positive, at
    /// most 49 days; default 10 seconds.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Aggregates of one bulk call at most. Positive; default 500.</summary>
    public int MaxBatchSize { get; init; } = 500;

    /// <summary>
    /// Open buckets and undelivered aggregates at most. Positive; default 100,000. At the bound the oldest eighth is sealed
    /// early, and callers that open another bucket wait until aggregates are delivered.
    /// </summary>
    public int MaxBuckets { get; init; } = 100_000;

    /// <summary>
    /// Bulk calls for the same aggregates at most, before they are given up and reported. Positive; default 5.
    /// </summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>What becomes of samples that are not a number, or infinite. Default: refused.</summary>
    public NonFiniteSamples NonFinite { get; init; }

    /// <summary>This policy.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names it and the remedy.</exception>
    internal AggregationPolicy Validated()
    {
        var year = TimeSpan.FromDays(366);
        var day = TimeSpan.FromDays(1);
        ArgumentException.ThrowIfNullOrEmpty(Operation);
        Check(
            BucketLength >= TimeSpan.FromMilliseconds(1) && BucketLength <= year,
            nameof(BucketLength),
            BucketLength,
            "Use a millisecond to 366 days.");
        Check(Offset > -day && Offset < day, nameof(Offset), Offset, "Use less than a day.");
        Check(
            TimeZone is null || (BucketLength.Ticks % TimeSpan.TicksPerDay == 0 && Offset == TimeSpan.Zero),
            nameof(TimeZone),
            TimeZone?.Id,
            "A time zone is for buckets of whole days without an offset. Use whole days, or no zone.");
        Check(
            AllowedLateness >= TimeSpan.Zero && AllowedLateness <= year,
            nameof(AllowedLateness),
            AllowedLateness,
            "Use zero to 366 days.");
        Check(
            OptionTimes.IsPositive(FlushInterval),
            nameof(FlushInterval),
            FlushInterval,
            "Use a positive time up to 49 days.");
        Check(MaxBatchSize > 0, nameof(MaxBatchSize), MaxBatchSize, "Use a positive number.");
        Check(MaxBuckets > 0, nameof(MaxBuckets), MaxBuckets, "Use a positive number.");
        Check(MaxAttempts > 0, nameof(MaxAttempts), MaxAttempts, "Use a positive number.");
        Check(Enum.IsDefined(NonFinite), nameof(NonFinite), NonFinite, "Use one of the defined values.");
        return this;
    }

    private void Check(bool holds, string property, object? value, string remedy)
        => OptionCheck.Policy(holds, "aggregation policy of", Operation, property, value, remedy);
}
