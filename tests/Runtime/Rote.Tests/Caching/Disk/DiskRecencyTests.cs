using Rote.Caching;
using Rote.Tests.Caching.Levels;
using static Rote.Tests.Caching.Disk.DiskFixture;

namespace Rote.Tests.Caching.Disk;

/// <summary>What makes room in a full file: what was neither read nor written for the longest time.</summary>
public sealed class DiskRecencyTests
{
    private readonly DiskFixture _disk = new();

    [Fact]
    public async Task Rewrite_OldRecordThatIsRead_Stays()
    {
        await using (DiskCacheLevel level = _disk.Open(static options => options.MaxBytes = 16 * 1024))
        {
            await SetAsync(level, "read", "1");
            await SetAsync(level, "unread", "2");
            for (int i = 0; level.Statistics.Rewrites < 5; i++)
            {
                await SetAsync(level, $"{i}", new string('x', 100));
                Assert.Equal("1", await GetAsync(level, "read"));
            }

            Assert.Null(await GetAsync(level, "unread"));
        }

        // The order of the file stands for it after a restart.
        await using DiskCacheLevel again = _disk.Open(static options => options.MaxBytes = 16 * 1024);
        for (int i = 0; again.Statistics.Rewrites == 0; i++)
        {
            await SetAsync(again, $"again {i}", new string('x', 100));
            if (i % 20 == 0)
            {
                Assert.Equal("1", await GetAsync(again, "read"));
            }
        }

        Assert.Equal("1", await GetAsync(again, "read"));
    }

    [Fact]
    public async Task SecondLevel_FileIsFull_KeepsTheGenerationsThatEntriesDependOn()
    {
        await using DiskCacheLevel level = _disk.Open(static options => options.MaxBytes = 16 * 1024);
        using var process = new LevelFixture(level, _disk.Time);
        int written = 0;
        int found = 0;
        while (level.Statistics.Rewrites < 10)
        {
            long rewrites = level.Statistics.Rewrites;
            await process.Put($"a{written++}", new string('x', 100));
            if (level.Statistics.Rewrites > rewrites)
            {
                // What was written just before the file was full is not among what made room.
                found += await process.Find($"a{written - 2}") is null ? 0 : 1;
            }
        }

        Assert.Equal(10, found);
    }
}
