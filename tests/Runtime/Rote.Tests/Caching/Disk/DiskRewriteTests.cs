using Rote.Caching;
using static Rote.Tests.Caching.Disk.DiskFixture;

namespace Rote.Tests.Caching.Disk;

/// <summary>The bounds of file and index, and what goes first.</summary>
public sealed class DiskRewriteTests
{
    private readonly DiskFixture _disk = new();

    [Fact]
    public async Task File_ManyValues_StaysInItsBoundAndKeepsTheNewest()
    {
        await using DiskCacheLevel level = _disk.Open(options => options.MaxBytes = 16 * 1024);
        for (int i = 0; i < 1000; i++)
        {
            await SetAsync(level, $"{i}", $"{i} {new string('x', 100)}");
            Assert.InRange(_disk.Image.Length, 1, 16 * 1024);
            Assert.StartsWith($"{i} ", await GetAsync(level, $"{i}"), StringComparison.Ordinal);
        }

        int kept = 0;
        while (await GetAsync(level, $"{999 - kept}") is not null)
        {
            kept++;
        }

        // Half of the file, at least, is in use: what is left are the newest values without a gap.
        Assert.InRange(kept, 40, 90);
        Assert.Equal(kept, level.Statistics.Entries);
        Assert.InRange(level.Statistics.Rewrites, 1, 60);
    }

    [Fact]
    public async Task Index_ManyKeys_StaysInItsBound()
    {
        await using DiskCacheLevel level = _disk.Open(options => options.MaxEntries = 10);
        for (int i = 0; i < 200; i++)
        {
            await SetAsync(level, $"{i}", $"{i}");
            Assert.InRange(level.Statistics.Entries, 1, 10);
        }

        Assert.Equal("199", await GetAsync(level, "199"));
    }

    [Fact]
    public async Task Index_OfOneEntry_KeepsTheLast()
    {
        await using DiskCacheLevel level = _disk.Open(options => options.MaxEntries = 1);
        await SetAsync(level, "a", "1");
        await SetAsync(level, "b", "2");
        Assert.Null(await GetAsync(level, "a"));
        Assert.Equal("2", await GetAsync(level, "b"));
    }

    [Fact]
    public async Task Rewrite_ReplacedAndExpiredValues_GoBeforeLivingOnes()
    {
        await using DiskCacheLevel level = _disk.Open(options => options.MaxBytes = 8192);
        await SetAsync(level, "oldest", "still here");
        for (int i = 0; i < 100; i++)
        {
            await SetAsync(level, "replaced", new string('x', 200));
            await SetAsync(level, $"expired {i}", new string('x', 200), TimeSpan.FromSeconds(1));
            _disk.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(level.Statistics.Rewrites > 0);
        Assert.Equal("still here", await GetAsync(level, "oldest"));
    }

    [Fact]
    public async Task Rewrite_DamagedRecord_IsLeftBehind()
    {
        await using DiskCacheLevel level = _disk.Open(options => options.MaxBytes = 4096);
        await SetAsync(level, "damaged", "1");
        _disk.Image[^24] ^= 1;
        await SetAsync(level, "whole", "2");
        while (level.Statistics.Rewrites == 0)
        {
            await SetAsync(level, "filler", new string('x', 300));
        }

        Assert.Null(await GetAsync(level, "damaged"));
        Assert.Equal("2", await GetAsync(level, "whole"));
        Assert.Equal(2, level.Statistics.Entries);
    }

    [Fact]
    public async Task Read_DuringARewrite_GoesOnInTheOldFile()
    {
        await using DiskCacheLevel level = _disk.Open(options => options.MaxBytes = 4096);
        await SetAsync(level, "a", "1");
        var entered = new SemaphoreSlim(0);
        var go = new ManualResetEventSlim();
        _disk.Files.Before = call =>
        {
            if (call == "rename")
            {
                entered.Release();
                go.Wait(TestContext.Current.CancellationToken);
            }
        };
        Task fill = FillAsync();
        await entered.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("1", await GetAsync(level, "a"));
        Assert.False(fill.IsCompleted);
        go.Set();
        await fill;
        Assert.Equal("1", await GetAsync(level, "a"));
        Assert.Equal(1, level.Statistics.Rewrites);

        async Task FillAsync()
        {
            while (level.Statistics.Rewrites == 0)
            {
                await SetAsync(level, "filler", new string('x', 300));
            }
        }
    }

    [Fact]
    public async Task Rewrite_IsDurableBeforeItTakesThePlace()
    {
        var calls = new List<string>();
        await using DiskCacheLevel level = _disk.Open(options => options.MaxBytes = 4096);
        await SetAsync(level, "a", "1");
        _disk.Files.Before = calls.Add;
        while (level.Statistics.Rewrites == 0)
        {
            calls.Clear();
            await SetAsync(level, "filler", new string('x', 300));
        }

        Assert.Equal(
            ["unlink", "create", "write", "read", "read", "write", "fsync", "rename", "fsyncdir", "write"], calls);
    }

    [Fact]
    public async Task Rewrite_HasChecksumsOfItsOwn()
    {
        await using DiskCacheLevel level = _disk.Open(options => options.MaxBytes = 4096);
        await SetAsync(level, "a", "1");
        Assert.NotNull(FileHeader.TryRead(_disk.Image, out FileHeaderContent before));
        while (level.Statistics.Rewrites == 0)
        {
            await SetAsync(level, "filler", new string('x', 300));
        }

        Assert.NotNull(FileHeader.TryRead(_disk.Image, out FileHeaderContent after));
        Assert.NotEqual(before.Identity.Seed, after.Identity.Seed);
        Assert.Equal(before.Identity, after.Identity with { Seed = before.Identity.Seed });
    }

    [Fact]
    public async Task Open_LeftoverOfADeadRewrite_IsRemoved()
    {
        _disk.Files[DiskFixture.Path + ".new"] = [1, 2, 3];
        await using DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a", "1");
        Assert.Equal([DiskFixture.Path], _disk.Files.Names);
    }

    [Fact]
    public async Task Open_WithASmallerBound_ShrinksAtTheFirstWrite()
    {
        await using (DiskCacheLevel big = _disk.Open())
        {
            for (int i = 0; i < 100; i++)
            {
                await SetAsync(big, $"{i}", new string('x', 200));
            }
        }

        await using DiskCacheLevel level = _disk.Open(options => options.MaxBytes = 4096);
        Assert.NotNull(await GetAsync(level, "0"));
        await SetAsync(level, "new", "value");
        Assert.InRange(_disk.Image.Length, 1, 4096);
        Assert.Equal("value", await GetAsync(level, "new"));
        Assert.NotNull(await GetAsync(level, "99"));
    }
}
