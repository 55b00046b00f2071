using System.Collections.Concurrent;
using AgentMemory.Runs;

namespace AgentMemory.Tests.Runs;

/// <summary>Remembers what would have been shown.</summary>
internal sealed class RecordingDisplay : IProgressDisplay
{
    private readonly ConcurrentQueue<Bar> _bars = new();

    public IReadOnlyList<Bar> Bars => [.. _bars];

    public Action<Bar> OnProgress { get; init; } = static _ => { };

    public RunProgress Begin(string title, int total)
    {
        var bar = new Bar(title);
        _bars.Enqueue(bar);
        return new RunProgress(total, done =>
        {
            bar.Reach(done);
            OnProgress(bar);
        });
    }

    internal sealed class Bar(string title)
    {
        private int _done;

        public string Title => title;

        public int Done => _done;

        public void Reach(int done) => InterlockedMax(ref _done, done);

        private static void InterlockedMax(ref int target, int value)
        {
            var seen = Volatile.Read(ref target);
            while (seen < value && Interlocked.CompareExchange(ref target, value, seen) is var now && now != seen)
            {
                seen = now;
            }
        }
    }
}
