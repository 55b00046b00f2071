namespace Rote.Buffering;

/// <summary>The samples of one series in one bucket of time, or some of them.</summary>
/// <typeparam name="TSeries">What the samples belong to.</typeparam>
public readonly record struct Aggregate<TSeries>
{
    /// <summary>The series.</summary>
    public required TSeries Series { get; init; }

    /// <summary>Begin of the bucket, which includes it.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>End of the bucket, which excludes it.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The least sample; of zeros the negative one.</summary>
    public required double Min { get; init; }

    /// <summary>The greatest sample; of zeros the positive one.</summary>
    public required double Max { get; init; }

    /// <summary>
    /// The mean, between <see cref="Min"/> and <see cref="Max"/>; finite also where <see cref="Sum"/> is not.
    /// </summary>
    public required double Average { get; init; }

    /// <summary>The sample with the latest time; of several, the one that came last.</summary>
    public required double Last { get; init; }

    /// <summary>The time of <see cref="Last"/>.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>
    /// The sum, in compensated summation: its error does not grow with the number of samples. Infinite where it is beyond the
    /// range of a <see cref="double"/>.
    /// </summary>
    public required double Sum { get; init; }

    /// <summary>The number of samples. Positive.</summary>
    public required long Count { get; init; }

    /// <summary>
    /// Whether there may be other aggregates of the same series and bucket: this one was sealed before its bucket was over, or
    /// holds samples that came after that. A store puts them together with <see cref="Merge"/>.
    /// </summary>
    public required bool IsPartial { get; init; }

    /// <summary>The samples of both. Constant time.</summary>
    /// <param name="other">Another aggregate of the same series and bucket.</param>
    /// <returns>The one aggregate of all samples; it is partial if both are.</returns>
    /// <exception cref="ArgumentException">It is of another series or bucket.</exception>
    public Aggregate<TSeries> Merge(in Aggregate<TSeries> other)
    {
        if (Start != other.Start || End != other.End || !EqualityComparer<TSeries>.Default.Equals(Series, other.Series))
        {
            throw new ArgumentException(
                $"The aggregates are of different series or buckets: {Start:O} to {End:O}, and {other.Start:O} to {other.End:O}. "
                + "Merge those of one series with the same Start and End.",
                nameof(other));
        }

        long count = Count + other.Count;
        double min = Math.Min(Min, other.Min);
        double max = Math.Max(Max, other.Max);
        double average = (Average * ((double)Count / count)) + (other.Average * ((double)other.Count / count));
        return this with
        {
            Min = min,
            Max = max,
            Average = Math.Clamp(average, min, max),
            Last = other.LastAt >= LastAt ? other.Last : Last,
            LastAt = other.LastAt >= LastAt ? other.LastAt : LastAt,
            Sum = Sum + other.Sum,
            Count = count,
            IsPartial = IsPartial && other.IsPartial,
        };
    }
}
