namespace AgentMemory.Runs;

/// <summary>Durations of one operation. Room for all is taken beforehand, so that noting one costs an increment.</summary>
/// <remarks>Thread-safe to add to; read it when the run is over.</remarks>
internal sealed class LatencyLog(int capacity)
{
    private readonly long[] _durations = new long[capacity];
    private int _count;

    /// <summary>Calls noted.</summary>
    public int Count => Math.Min(_count, _durations.Length);

    /// <summary>Durations in the clock's ticks, in no order.</summary>
    public ReadOnlySpan<long> Durations => _durations.AsSpan(0, Count);

    /// <summary>Notes a duration in the clock's ticks. What exceeds the capacity is not kept.</summary>
    public void Add(long duration)
    {
        var place = Interlocked.Increment(ref _count) - 1;
        if (place < _durations.Length)
        {
            _durations[place] = duration;
        }
    }
}
