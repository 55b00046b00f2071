using Rote.Caching;
using Rote.Testing;

namespace Rote.Tests.Caching.Levels;

/// <summary>A log that throws costs its lines, and nothing else.</summary>
public sealed class LevelLogFailureTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryLevel _level = new();
    private readonly ThrowingLog _log = new();
    private readonly LevelFixture _process;

    public LevelLogFailureTests() => _process = new LevelFixture(_level, _time, _log, maxPendingRemovals: 2);

    public void Dispose()
    {
        _process.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Remove_LevelFailsAndLogThrows_IsDeliveredWhenTheLevelIsBack()
    {
        await _process.Put("a1", "value");
        _level.FailsToRemove = true;
        _process.Remove("a1");
        _process.RunBackground();
        Assert.Equal((1, 1), (_log.Lines, _process.Gate.Table.PendingCount));

        _level.FailsToRemove = false;
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _process.RunBackground();
        Assert.Equal(0, _process.Gate.Table.PendingCount);

        // The next ones, too: a run that died would have been the last one.
        await _process.Put("a2", "value");
        _process.Remove("a2");
        _process.RunBackground();
        Assert.Equal(0, _process.Gate.Table.PendingCount);
    }

    [Fact]
    public async Task ReadAsync_LevelFailsAndLogThrows_IsAMiss()
    {
        _level.Fails = true;
        Assert.False((await _process.Read("a1")).Found);
        Assert.Equal((1, 1), (_log.Lines, _process.Level.Counters.Failures));
    }

    [Fact]
    public async Task Invalidate_OverflowsAndLogThrows_DropsWhatIsInMemory()
    {
        using var fixture = new RegionFixture(
            static policy => policy with { SecondLevel = true },
            static id => [new CacheTag(id)],
            new RoteOptions { SecondLevel = _level, LoggerFactory = _log },
            new() { KeyText = static (in RegionFixture.Key key, ref CacheKeyWriter writer) => writer.Add(key.Id) });
        await fixture.LoadValue("a", "v");
        _level.Hangs = true;
        for (int i = 0; i < 1_024; i++)
        {
            fixture.Region.Invalidate(new($"{i}"));
        }

        Assert.Equal(0, _log.Lines);
        fixture.Context.Invalidate(new CacheTag("a"));
        Assert.Equal((1, false), (_log.Lines, fixture.Has("a")));
    }

    [Fact]
    public async Task DrainAsync_NotDeliveredAndLogThrows_SaysHowMany()
    {
        _level.FailsToRemove = true;
        _process.Remove("a1");
        Task<int> drain = _process.Gate.DrainAsync(TimeSpan.FromMilliseconds(50)).AsTask();
        _process.RunBackground();
        _time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(1, await drain);
    }
}
