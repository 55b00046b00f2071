namespace AgentMemory.Runs;

/// <summary>Counts finished passages and tells now and then, so that showing progress costs the runs next to nothing.</summary>
internal sealed class RunProgress(int total, Action<int> report)
{
    private const int Stride = 128;
    private int _done;

    /// <summary>Progress that nobody watches.</summary>
    public static RunProgress None { get; } = new(int.MaxValue, static _ => { });

    /// <summary>One passage more is done. Thread-safe.</summary>
    public void Advance()
    {
        var done = Interlocked.Increment(ref _done);
        if (done % Stride == 0 || done == total)
        {
            report(done);
        }
    }
}
