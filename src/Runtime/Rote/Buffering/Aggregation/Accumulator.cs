namespace Rote.Buffering;

/// <summary>The open bucket of a series. Guarded by the lock of its series.</summary>
/// <param name="bucket">The bucket.</param>
/// <param name="openedStamp">When it was opened, by the monotonic clock.</param>
/// <param name="isPartial">Whether other aggregates of the bucket may have been delivered.</param>
internal sealed class Accumulator(Bucket bucket, long openedStamp, bool isPartial)
{
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private double _last;
    private long _lastAt = long.MinValue;
    private CompensatedSum _sum;

    public Bucket Bucket { get; } = bucket;

    public long OpenedStamp { get; } = openedStamp;

    public long Count { get; private set; }

    public void Add(long at, double value)
    {
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
        _sum.Add(value);
        Count++;
        if (at >= _lastAt)
        {
            _last = value;
            _lastAt = at;
        }
    }

    public Aggregate<TSeries> Seal<TSeries>(TSeries series, BucketEdges edges, bool isEarly) => new()
    {
        Series = series,
        Start = edges.Show(Bucket.Start),
        End = edges.Show(Bucket.End),
        Min = _min,
        Max = _max,
        Average = Math.Clamp(_sum.Average(Count), _min, _max),
        Last = _last,
        LastAt = edges.Show(_lastAt),
        Sum = _sum.Value,
        Count = Count,
        IsPartial = isPartial || isEarly,
    };
}
