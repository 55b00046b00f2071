namespace Rote.Buffering;

/// <summary>The open buckets of one series, in the order of time. It is its own lock.</summary>
internal sealed class OpenSeries
{
    private readonly List<Accumulator> _open = new(1);
    private Accumulator? _recent;

    public Lock Gate { get; } = new();

    /// <summary>Whether it is out of the table: whoever finds it here looks again. Guarded by <see cref="Gate"/>.</summary>
    public bool IsGone { get; set; }

    public int Count => _open.Count;

    public Accumulator this[int index] => _open[index];

    /// <summary>The open bucket of an instant, or nothing. Constant time for the one that was asked for before.</summary>
    public Accumulator? FindUnderLock(long utcTicks)
    {
        if (_recent is { } recent && Holds(recent, utcTicks))
        {
            return recent;
        }

        int index = IndexUnderLock(utcTicks);
        return index >= 0 && Holds(_open[index], utcTicks) ? _recent = _open[index] : null;
    }

    public void AddUnderLock(Accumulator accumulator)
    {
        _open.Insert(IndexUnderLock(accumulator.Bucket.Start) + 1, accumulator);
        _recent = accumulator;
    }

    /// <summary>Takes out the buckets that are to be sealed, the earliest first.</summary>
    public void TakeUnderLock(Predicate<Accumulator> isTaken)
    {
        _recent = null;
        _open.RemoveAll(isTaken);
    }

    private static bool Holds(Accumulator accumulator, long utcTicks)
        => accumulator.Bucket.Start <= utcTicks && utcTicks < accumulator.Bucket.End;

    /// <summary>The last bucket that begins at an instant or before it; -1 if there is none. Binary search.</summary>
    private int IndexUnderLock(long utcTicks)
    {
        int low = 0;
        int high = _open.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_open[middle].Bucket.Start <= utcTicks)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
