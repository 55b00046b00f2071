using Rote.Batching;
using Rote.Generated;

namespace Rote.Tests.Batching;

public sealed class BatcherTimerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_TimerFiresALittleEarly_IsArmedForAWholeMillisecond()
    {
        var time = new CoarseTimers();
        var bulk = new BulkProbe();
        var context = new DecoratorContext("ITest", new RoteOptions { TimeProvider = time });
        Batcher<int, string, string> batcher = context.Batch<int, string, string>(
            new BatchPolicy { Operation = "Get", MaxDelay = TimeSpan.FromMilliseconds(20) }, bulk.RunAsync);
        _ = batcher.GetAsync(0, "a", Ct).AsTask();
        _ = batcher.GetAsync(0, "b", Ct).AsTask();

        time.Now = TimeSpan.FromMilliseconds(19.7);
        time.Fire();

        int early = bulk.Count;
        time.Now = TimeSpan.FromMilliseconds(20.7);
        time.Fire();
        int inTime = bulk.Count;
        bulk.FinishAll();
        await context.DisposeAsync();

        // Timers drop fractions of a millisecond: one armed for less would fire at once, over and over.
        Assert.Equal([TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(1)], time.Armed);
        Assert.Equal((1, 2), (early, inTime));
    }

    /// <summary>One timer that fires when told to, and a clock finer than it.</summary>
    private sealed class CoarseTimers : TimeProvider, ITimer
    {
        private TimerCallback? _callback;
        private object? _state;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public TimeSpan Now { get; set; }

        public List<TimeSpan> Armed { get; } = [];

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            // Disposal's deadline has one too; the batcher's comes first.
            _callback ??= callback;
            _state ??= state;
            return this;
        }

        public void Fire() => _callback!(_state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Armed.Add(dueTime);
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
