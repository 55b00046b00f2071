using Rote.Buffering;

namespace Rote.Tests.Buffering.Aggregation;

/// <summary>What closes a bucket, whatever clocks and samples say. dotnet/runtime#15207: entries that live for ever.</summary>
public sealed class AggregationClockTests : AggregatorTestBase
{
    public static TheoryData<double> Jumps => [1, -1, 3653, -3653];

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task WallClock_Jumps_NoSampleIsLostAndNoBucketIsImmortal(double days)
    {
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("s", Time.GetUtcNow(), 1, Ct);
        Minutes(5);
        Time.JumpWallClock(TimeSpan.FromDays(days));
        await aggregator.AddAsync("s", Time.GetUtcNow(), 2, Ct);
        Minutes(31);

        Assert.Equal(0, aggregator.Statistics.OpenBuckets);
        Assert.Equal([1, 2], Store.All.Select(aggregate => aggregate.Sum).Order());
        Assert.Equal(2, aggregator.Statistics.DeliveredSamples);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task WallClock_JumpsThereAndBack_LeavesOrdinaryBuckets(double days)
    {
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("s", At(1), 1, Ct);
        Time.JumpWallClock(TimeSpan.FromDays(days));
        Minutes(1);
        Time.JumpWallClock(TimeSpan.FromDays(-days));
        await aggregator.AddAsync("s", At(2), 2, Ct);
        Minutes(20);
        await aggregator.AddAsync("s", At(21), 4, Ct);
        Minutes(20);

        Assert.Equal(7, Store.All.Sum(aggregate => aggregate.Sum));
        Aggregate<string> last = Store.All[^1];
        Assert.Equal((At(15), 4, false), (last.Start, last.Sum, last.IsPartial));
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Samples_FarFromTheClock_CloseNoOtherBucketAndAreDelivered(double days)
    {
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("s", At(1), 1, Ct);
        await aggregator.AddAsync("s", At(1).AddDays(days), 2, Ct);
        Minutes(10);
        await aggregator.AddAsync("s", At(10), 4, Ct);
        Minutes(22);

        Assert.Equal([(At(0), 5.0, false)], Store.All.Where(a => a.Start == At(0)).Select(a => (a.Start, a.Sum, a.IsPartial)));
        Assert.Equal(7, Store.All.Sum(aggregate => aggregate.Sum));
        Assert.True(Store.All.Single(aggregate => aggregate.Start != At(0)).IsPartial);
    }

    [Fact]
    public async Task WallClock_SetBackAfterAFlush_DoesNotMarkTheBucketsOfItsNewTime()
    {
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("s", At(1), 1, Ct);
        await aggregator.FlushAsync(Ct);
        Time.JumpWallClock(TimeSpan.FromDays(-3653));
        await aggregator.AddAsync("s", Time.GetUtcNow(), 2, Ct);
        Minutes(31);

        Assert.Equal([true, false], Store.All.Select(aggregate => aggregate.IsPartial));
    }

    /// <summary>A period of less than a millisecond is none: such a timer fires once.</summary>
    [Fact]
    public async Task FlushInterval_ShorterThanTimersCount_BecomesTheShortestTheyDo()
    {
        var time = new RecordingTimers();
        await using SampleAggregator<string> aggregator = Make(
            policy => policy with { FlushInterval = TimeSpan.FromTicks(1) }, options => options.TimeProvider = time);

        Assert.Equal((TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)), Assert.Single(time.Timers));
    }

    private sealed class RecordingTimers : TimeProvider
    {
        public List<(TimeSpan DueTime, TimeSpan Period)> Timers { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timers.Add((dueTime, period));
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
