using Rote.Caching;
using Rote.Testing;

namespace Rote.Tests.Caching.Table;

public sealed class RegionClockTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(TimeSpan.TicksPerMillisecond, 1)]
    [InlineData(TimeSpan.TicksPerMillisecond + 1, 2)]
    public void ToMilliseconds_RoundsUp(long ticks, long milliseconds)
        => Assert.Equal(milliseconds, RegionClock.ToMilliseconds(new TimeSpan(ticks)));

    [Fact]
    public void Now_OtherProvider_IsExactAndCoarseIsTheSame()
    {
        var time = new ManualTimeProvider();
        time.Advance(TimeSpan.FromDays(3));
        var clock = new RegionClock(time);
        Assert.Equal((0, 0), (clock.Now, clock.Coarse));

        time.Advance(TimeSpan.FromMilliseconds(1_234.9));
        time.JumpWallClock(TimeSpan.FromDays(-900));
        Assert.Equal((1_234, 1_234), (clock.Now, clock.Coarse));
    }

    /// <summary>The copy is late, or nobody keeps it and it says so; it is never ahead.</summary>
    [Fact]
    public void Coarse_System_IsNeverAheadUnlessUnknown()
    {
        var clock = new RegionClock(TimeProvider.System);
        for (int i = 0; i < 100_000; i++)
        {
            long coarse = clock.Coarse;
            long now = clock.Now;
            Assert.True(coarse == long.MaxValue || coarse <= now, "It is ahead.");
        }
    }
}
