using AgentMemory.Runs;

namespace AgentMemory.Tests.Runs;

public sealed class LatencyTests
{
    [Fact]
    public void Of_HundredCalls_AreNearestRanks()
    {
        var log = new LatencyLog(capacity: 100);
        for (var i = 100; i >= 1; i--)
        {
            log.Add(Ticks(i));
        }

        Assert.Equal(new Latency(100, 50, 95), Latency.Of(TimeProvider.System, log));
    }

    [Fact]
    public void Of_OneCall_IsThatCall()
    {
        var log = new LatencyLog(capacity: 1);
        log.Add(Ticks(7));
        Assert.Equal(new Latency(1, 7, 7), Latency.Of(TimeProvider.System, log));
    }

    [Fact]
    public void Of_NoCall_IsZero() => Assert.Equal(new Latency(0, 0, 0), Latency.Of(TimeProvider.System, new LatencyLog(3)));

    [Fact]
    public void Of_SeveralLogs_CountsThemTogether()
    {
        var first = new LatencyLog(capacity: 1);
        var second = new LatencyLog(capacity: 1);
        first.Add(Ticks(1));
        second.Add(Ticks(9));
        Assert.Equal(new Latency(2, 1, 9), Latency.Of(TimeProvider.System, first, second));
    }

    [Fact]
    public void Add_BeyondTheCapacity_IsNotKept()
    {
        var log = new LatencyLog(capacity: 1);
        log.Add(1);
        log.Add(2);
        Assert.Equal([1L], log.Durations.ToArray());
    }

    private static long Ticks(int milliseconds) => milliseconds * (TimeProvider.System.TimestampFrequency / 1000);
}
