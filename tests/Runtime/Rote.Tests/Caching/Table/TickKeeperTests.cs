using Rote.Caching;

namespace Rote.Tests.Caching.Table;

/// <summary>The keeper of the time's copy: it rests when its second is over, and the next one who misses it wakes it.</summary>
public sealed class TickKeeperTests
{
    private readonly List<long> _published = [];
    private long _now = 1_000;
    private int _woken;

    [Fact]
    public void StayAwake_ForASecond_RenewsTheCopyEachPeriodAndTakesItAway()
    {
        Make().StayAwake();

        long[] kept = [.. Enumerable.Range(0, 200).Select(static period => 1_000L + (5 * period))];
        Assert.Equal([.. kept, long.MaxValue], _published);
        Assert.Equal(2_000, _now);
    }

    [Fact]
    public void Rouse_Awake_WakesOnceUntilItHasRested()
    {
        TickKeeper keeper = Make();
        keeper.Rouse();
        keeper.Rouse();
        Assert.Equal(1, _woken);

        keeper.StayAwake();
        Assert.Equal(long.MaxValue, _published[^1]);
        keeper.Rouse();
        keeper.Rouse();
        Assert.Equal(2, _woken);
    }

    [Fact]
    public void Rouse_WhileItGoesToRest_LeavesTheWakingToTheNext()
    {
        TickKeeper? keeper = null;
        keeper = new TickKeeper(
            () => _now,
            ticks =>
            {
                if (ticks == long.MaxValue)
                {
                    keeper!.Rouse();
                }
            },
            static _ => { },
            () => _woken++);
        keeper.Rouse();
        keeper.StayAwake();
        Assert.Equal(1, _woken);

        keeper.Rouse();
        Assert.Equal(2, _woken);
    }

    [Fact]
    public async Task SystemTicks_AskedFor_KeepACopyThatIsNotAhead()
    {
        long before = SystemTicks.Now;
        await Levels.Signals.Until(() =>
        {
            // Whoever waits here for longer than the keeper stays awake asks again, as a hit does.
            long now = SystemTicks.Now;
            long coarse = SystemTicks.Coarse;
            return coarse >= before && coarse <= now;
        });
    }

    private TickKeeper Make() => new(() => _now, _published.Add, milliseconds => _now += milliseconds, () => _woken++);
}
