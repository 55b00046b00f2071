using Rote.Caching;
using static Rote.Tests.Caching.Disk.DiskFixture;

namespace Rote.Tests.Caching.Disk;

/// <summary>Disks that are full, broken, or somebody else's: typed errors, reads go on, and it works again afterwards.</summary>
public sealed class DiskFailureTests
{
    private readonly DiskFixture _disk = new();

    [Fact]
    public async Task Set_DiskFull_FailsTypedAndKeepsTheFileValid()
    {
        await using DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a", "1");
        byte[] before = _disk.Image;
        _disk.Files.Capacity = before.Length + 30;
        var exception = await Assert.ThrowsAsync<DiskCacheException>(() => SetAsync(level, "b", "2").AsTask());
        Assert.Equal(DiskCacheFailure.InputOutput, exception.Failure);
        Assert.Contains(DiskFixture.Path, exception.Message, StringComparison.Ordinal);
        Assert.Equal("1", await GetAsync(level, "a"));
        Assert.Null(await GetAsync(level, "b"));

        _disk.Files.Capacity = long.MaxValue;
        await SetAsync(level, "c", "3");
        await level.DisposeAsync();
        await using DiskCacheLevel again = _disk.Open();
        Assert.Equal("1", await GetAsync(again, "a"));
        Assert.Null(await GetAsync(again, "b"));
        Assert.Equal("3", await GetAsync(again, "c"));
        Assert.Equal(0, again.Statistics.DamagedRegions);
    }

    [Fact]
    public async Task Set_DiskFullAndTruncationFails_WritesNothingMoreUntilItSucceeds()
    {
        await using DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a", "1");
        _disk.Files.Capacity = _disk.Image.Length + 30;
        await Assert.ThrowsAsync<DiskCacheException>(() => SetAsync(level, "b", "2").AsTask());
        _disk.Files.Capacity = long.MaxValue;
        _disk.Files.Fault = call => call == "truncate" ? new IOException("I/O error") : null;
        await Assert.ThrowsAsync<DiskCacheException>(() => SetAsync(level, "c", "3").AsTask());
        Assert.Equal("1", await GetAsync(level, "a"));
        _disk.Files.Fault = null;
        await SetAsync(level, "d", "4");
        Assert.Equal("4", await GetAsync(level, "d"));
    }

    [Fact]
    public async Task Remove_FlushFails_IsAMissAndFailsUntilItIsDurable()
    {
        DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a", "1");
        _disk.Files.Fault = call => call == "fsync" ? new IOException("I/O error") : null;
        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<DiskCacheException>(() => RemoveAsync(level, "a").AsTask());
            Assert.Null(await GetAsync(level, "a"));
        }

        _disk.Files.Fault = null;
        int changes = _disk.Files.Changes;
        await RemoveAsync(level, "a");
        Assert.True(_disk.Files.Changes > changes, "The second removal found nothing to remove, yet the first was not durable.");
        _disk.Files.LosePower(new Random(1));
        level = _disk.Open();
        Assert.Null(await GetAsync(level, "a"));
    }

    [Fact]
    public async Task Get_ReadFails_IsTypedAndOnlyThisOnce()
    {
        await using DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a", "1");
        _disk.Files.Fault = call => call == "read" ? new IOException("I/O error") : null;
        await Assert.ThrowsAsync<DiskCacheException>(() => GetAsync(level, "a"));
        await Assert.ThrowsAsync<DiskCacheException>(() => level.GetManyAsync(["a"], CancellationToken.None).AsTask());
        Assert.Null(await GetAsync(level, "missing"));
        _disk.Files.Fault = null;
        Assert.Equal("1", await GetAsync(level, "a"));
    }

    [Fact]
    public async Task Open_ReadFails_ChangesNothingAndIsTriedAgainLater()
    {
        await using (DiskCacheLevel first = _disk.Open())
        {
            await SetAsync(first, "a", "1");
        }

        byte[] before = _disk.Image;
        _disk.Files.Fault = call => call == "read" ? new IOException("I/O error") : null;
        await using DiskCacheLevel level = _disk.Open();
        await Assert.ThrowsAsync<DiskCacheException>(() => GetAsync(level, "a"));
        Assert.Equal(before, _disk.Image);
        _disk.Files.Fault = null;
        await Assert.ThrowsAsync<DiskCacheException>(() => GetAsync(level, "a"));
        _disk.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("1", await GetAsync(level, "a"));
    }

    [Fact]
    public async Task Open_InUseByAnother_IsRefusedWithBackOffUntilItIsFree()
    {
        DiskCacheLevel first = _disk.Open();
        await SetAsync(first, "a", "1");
        await using DiskCacheLevel second = _disk.Open();
        int tries = 0;
        _disk.Files.Before = call => _ = call == "lock" ? Interlocked.Increment(ref tries) : 0;
        for (int second10 = 0; second10 < 600; second10++)
        {
            var exception = await Assert.ThrowsAsync<DiskCacheException>(() => GetAsync(second, "a"));
            Assert.Equal(DiskCacheFailure.Locked, exception.Failure);
            Assert.Contains("in use", exception.Message, StringComparison.Ordinal);
            _disk.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        // In a minute: at 0, 1, 3, 7, 15 and 31 seconds.
        Assert.Equal(6, tries);
        await first.DisposeAsync();
        _disk.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("1", await GetAsync(second, "a"));
    }

    [Fact]
    public async Task Rewrite_DiskFull_KeepsTheOldFileAndIsNotTriedEachTime()
    {
        await using DiskCacheLevel level = _disk.Open(options => options.MaxBytes = 4096);
        int set = 0;
        while (level.Statistics.FileBytes < 3600)
        {
            await SetAsync(level, $"{set++}", new string('x', 200));
        }

        int creations = 0;
        _disk.Files.Before = call => _ = call == "create" ? Interlocked.Increment(ref creations) : 0;
        _disk.Files.Capacity = _disk.Image.Length + 200;
        for (int i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<DiskCacheException>(() => SetAsync(level, "more", new string('x', 600)).AsTask());
        }

        Assert.Equal(1, creations);
        Assert.DoesNotContain(DiskFixture.Path + ".new", _disk.Files.Names);
        Assert.Equal(new string('x', 200), await GetAsync(level, "0"));
        await RemoveAsync(level, "0");
        Assert.Null(await GetAsync(level, "0"));

        _disk.Files.Capacity = long.MaxValue;
        _disk.Time.Advance(TimeSpan.FromSeconds(1));
        await SetAsync(level, "more", new string('x', 600));
        Assert.Equal(new string('x', 600), await GetAsync(level, "more"));
        Assert.Equal(1, level.Statistics.Rewrites);
    }

    [Fact]
    public async Task Dispose_FlushFails_SaysSoAndFreesTheFile()
    {
        DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a", "1");
        _disk.Files.Fault = call => call == "fsync" ? new IOException("I/O error") : null;
        await Assert.ThrowsAsync<DiskCacheException>(() => level.DisposeAsync().AsTask());
        _disk.Files.Fault = null;
        await using DiskCacheLevel again = _disk.Open();
        Assert.Equal("1", await GetAsync(again, "a"));
    }

    [Fact]
    public async Task Call_CancelledWhileAnotherOpens_LeavesWithoutHarm()
    {
        var entered = new SemaphoreSlim(0);
        var go = new ManualResetEventSlim();
        _disk.Files.Before = call =>
        {
            if (call == "lock")
            {
                entered.Release();
                go.Wait(TestContext.Current.CancellationToken);
            }
        };
        await using DiskCacheLevel level = _disk.Open();
        using var source = new CancellationTokenSource();
        Task cancelled = level.GetAsync("a", source.Token).AsTask();
        Task<string?> waiting = GetAsync(level, "a");
        await entered.WaitAsync(TestContext.Current.CancellationToken);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        go.Set();
        Assert.Null(await waiting);
    }
}
