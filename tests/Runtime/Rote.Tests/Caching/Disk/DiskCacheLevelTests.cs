using Rote.Caching;
using static Rote.Tests.Caching.Disk.DiskFixture;

namespace Rote.Tests.Caching.Disk;

public sealed class DiskCacheLevelTests
{
    private readonly DiskFixture _disk = new();

    [Fact]
    public async Task Get_AfterSetReplaceAndRemove_SeesTheLast()
    {
        await using DiskCacheLevel level = _disk.Open();
        Assert.Null(await GetAsync(level, "a"));
        await SetAsync(level, "a", "1");
        await SetAsync(level, "b", "");
        Assert.Equal("1", await GetAsync(level, "a"));
        Assert.Equal("", await GetAsync(level, "b"));
        await SetAsync(level, "a", "2");
        Assert.Equal("2", await GetAsync(level, "a"));
        await RemoveAsync(level, "a");
        Assert.Null(await GetAsync(level, "a"));
        Assert.Equal("", await GetAsync(level, "b"));
    }

    [Fact]
    public async Task Reopen_AfterDisposal_KeepsValuesAndRemovals()
    {
        await using (DiskCacheLevel level = _disk.Open())
        {
            await SetAsync(level, "kept", "1");
            await SetAsync(level, "removed", "2");
            await RemoveAsync(level, "removed");
        }

        await using DiskCacheLevel again = _disk.Open();
        Assert.Equal("1", await GetAsync(again, "kept"));
        Assert.Null(await GetAsync(again, "removed"));
        Assert.Equal(1, again.Statistics.Entries);
        Assert.Equal(0, again.Statistics.DamagedRegions);
    }

    [Fact]
    public async Task Get_AfterItsLifetime_IsAMissAlsoInAnotherProcess()
    {
        await using (DiskCacheLevel level = _disk.Open())
        {
            await SetAsync(level, "a", "1", TimeSpan.FromMinutes(1));
            await SetAsync(level, "for ever", "2", TimeSpan.MaxValue);
            _disk.Time.Advance(TimeSpan.FromSeconds(59));
            Assert.Equal("1", await GetAsync(level, "a"));
            _disk.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(await GetAsync(level, "a"));
        }

        await using DiskCacheLevel again = _disk.Open();
        Assert.Null(await GetAsync(again, "a"));
        Assert.Equal("2", await GetAsync(again, "for ever"));
    }

    [Fact]
    public async Task Get_ClockSetBackBehindTheWrite_IsAMiss()
    {
        await using DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a", "1", TimeSpan.FromMinutes(1));
        _disk.Time.JumpWallClock(TimeSpan.FromDays(-3650));
        Assert.Null(await GetAsync(level, "a"));
    }

    [Fact]
    public async Task GetMany_HitsMissesAndRemoved_AreInOrder()
    {
        await using DiskCacheLevel level = _disk.Open();
        foreach (string key in (string[])["c", "a", "b"])
        {
            await SetAsync(level, key, $"value {key}");
        }

        await RemoveAsync(level, "b");
        ReadOnlyMemory<byte>?[] values = await level.GetManyAsync(["a", "missing", "b", "c"], CancellationToken.None);
        Assert.Equal(
            ["value a", null, null, "value c"],
            values.Select(value => value is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes.Span) : null));
        Assert.Empty(await level.GetManyAsync([], CancellationToken.None));
    }

    [Fact]
    public async Task GetMany_ReadsForwardThroughTheFile()
    {
        await using DiskCacheLevel level = _disk.Open();
        string[] keys = [.. Enumerable.Range(0, 50).Select(i => $"key {i}")];
        foreach (string key in keys)
        {
            await SetAsync(level, key, key);
        }

        ReadOnlyMemory<byte>?[] values = await level.GetManyAsync([.. keys.Reverse()], CancellationToken.None);
        Assert.Equal(keys.Reverse(), values.Select(value => System.Text.Encoding.UTF8.GetString(value!.Value.Span)));
    }

    [Fact]
    public async Task Keys_UnpairedSurrogates_DoNotMeet()
    {
        await using DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a\uD800", "1");
        Assert.Null(await GetAsync(level, "a\uFFFD"));
        Assert.Equal("1", await GetAsync(level, "a\uD800"));
    }

    [Fact]
    public async Task Index_TwoKeysWithOneHash_MissInsteadOfAWrongValue()
    {
        await using (DiskCacheLevel level = _disk.Open())
        {
            await SetAsync(level, "a", "1");
        }

        // The record of "a" is filed under the hash of "b", as a collision would.
        byte[] image = _disk.Image;
        Assert.NotNull(FileHeader.TryRead(image, out FileHeaderContent header));
        var format = new RecordFormat(header.Identity);
        Assert.True(format.TryRead(image.AsSpan(FileHeader.Bytes), FileHeader.Bytes, out RecordHeader record));
        format.Write(
            image.AsSpan(FileHeader.Bytes),
            FileHeader.Bytes,
            record with { KeyHash = format.HashOf("b") },
            RecordFormat.BytesOf("a"),
            "1"u8);
        _disk.Image = image;

        await using DiskCacheLevel again = _disk.Open();
        Assert.Null(await GetAsync(again, "b"));
        Assert.Null(await GetAsync(again, "a"));
        Assert.Equal(0, again.Statistics.DamagedReads);
    }

    [Fact]
    public async Task Open_ByManyCallersAtOnce_HappensOnce()
    {
        int opened = 0;
        _disk.Files.Before = call => _ = call == "lock" ? Interlocked.Increment(ref opened) : 0;
        await using DiskCacheLevel level = _disk.Open();
        Assert.Equal(0, opened);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => SetAsync(level, $"{i}", $"{i}").AsTask())));
        Assert.Equal(1, opened);
        Assert.Equal(100, level.Statistics.Entries);
    }

    [Fact]
    public async Task Sets_WhileAWriteRuns_ShareTheNextOne()
    {
        await using DiskCacheLevel level = _disk.Open(options => options.Flush = DiskCacheFlush.EveryWrite);
        await SetAsync(level, "first", "1");
        var entered = new SemaphoreSlim(0);
        var go = new ManualResetEventSlim();
        int flushes = 0;
        _disk.Files.Before = call =>
        {
            if (call == "fsync" && Interlocked.Increment(ref flushes) == 1)
            {
                entered.Release();
                go.Wait(TestContext.Current.CancellationToken);
            }
        };
        Task blocked = SetAsync(level, "blocked", "2").AsTask();
        bool isFlushed = await entered.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.True(isFlushed, "Nothing was flushed.");
        Task[] others = [.. Enumerable.Range(0, 100).Select(i => SetAsync(level, $"{i}", $"{i}").AsTask())];
        go.Set();
        await Task.WhenAll([blocked, .. others]);
        Assert.Equal(2, flushes);
        Assert.Equal("99", await GetAsync(level, "99"));
    }

    [Fact]
    public async Task Set_EveryWriteFlushed_SurvivesLostPower()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var disk = new DiskFixture(seed);
            DiskCacheLevel level = disk.Open(options => options.Flush = DiskCacheFlush.EveryWrite);
            await SetAsync(level, "a", "1");
            await SetAsync(level, "b", "2");
            disk.Files.LosePower(new Random(seed));
            await using DiskCacheLevel again = disk.Open();
            Assert.Equal("1", await GetAsync(again, "a"));
            Assert.Equal("2", await GetAsync(again, "b"));
        }
    }

    [Fact]
    public async Task Remove_InOneWriteWithTheSetBeforeIt_Wins()
    {
        await using DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "first", "1");
        await RemoveAsync(level, "first");
        var entered = new SemaphoreSlim(0);
        var go = new ManualResetEventSlim();
        _disk.Files.Before = call =>
        {
            if (call == "write" && entered.CurrentCount == 0)
            {
                entered.Release();
                go.Wait(TestContext.Current.CancellationToken);
            }
        };
        Task blocked = SetAsync(level, "blocked", "2").AsTask();
        Assert.True(SpinWait.SpinUntil(() => entered.CurrentCount == 1, TimeSpan.FromMinutes(1)));
        Task set = SetAsync(level, "a", "3").AsTask();
        Task remove = RemoveAsync(level, "a").AsTask();
        go.Set();
        await Task.WhenAll(blocked, set, remove);
        Assert.Null(await GetAsync(level, "a"));
        await level.DisposeAsync();
        await using DiskCacheLevel again = _disk.Open();
        Assert.Null(await GetAsync(again, "a"));
        Assert.Equal("2", await GetAsync(again, "blocked"));
    }

    [Fact]
    public async Task Remove_OfWhatIsNotThere_TouchesNoDisk()
    {
        await using DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a", "1");
        await RemoveAsync(level, "a");
        int changes = _disk.Files.Changes;
        await RemoveAsync(level, "a");
        await RemoveAsync(level, "never set");
        Assert.Equal(changes, _disk.Files.Changes);
    }

    [Fact]
    public async Task Dispose_ThenUse_Fails()
    {
        DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a", "1");
        await level.DisposeAsync();
        await level.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => GetAsync(level, "a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => SetAsync(level, "a", "1").AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => RemoveAsync(level, "a").AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => level.GetManyAsync(["a"], CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Arguments_ThatMakeNoSense_AreRefused()
    {
        await using DiskCacheLevel level = _disk.Open(options => options.MaxBytes = 4096);
        await Assert.ThrowsAsync<ArgumentException>(() => GetAsync(level, ""));
        await Assert.ThrowsAsync<ArgumentException>(() => SetAsync(level, "", "1").AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SetAsync(level, "a", "1", TimeSpan.Zero).AsTask());
        var tooLong = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => SetAsync(level, "a", new string('x', 2000)).AsTask());
        Assert.Contains("MaxBytes", tooLong.Message, StringComparison.Ordinal);

        Assert.Throws<ArgumentOutOfRangeException>(() => _disk.Open(options => options.Path = " "));
        Assert.Throws<ArgumentOutOfRangeException>(() => _disk.Open(options => options.Name = ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => _disk.Open(options => options.MaxBytes = 4095));
        Assert.Throws<ArgumentOutOfRangeException>(() => _disk.Open(options => options.MaxEntries = 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _disk.Open(options => options.Flush = (DiskCacheFlush)7));
        Assert.Throws<ArgumentOutOfRangeException>(() => _disk.Open(options => options.RetryDelay = TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => _disk.Open(options => options.MaxRetryDelay = TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _disk.Open(options => options.TimeProvider = null!));
    }

    [Fact]
    public async Task Dispose_Twice_BothCompleteWhenTheFileIsFree()
    {
        DiskCacheLevel level = _disk.Open();
        await SetAsync(level, "a", "1");
        var entered = new SemaphoreSlim(0);
        var go = new ManualResetEventSlim();
        _disk.Files.Before = call =>
        {
            if (call == "fsync")
            {
                entered.Release();
                go.Wait(TestContext.Current.CancellationToken);
            }
        };
        Task first = Task.Run(async () => await level.DisposeAsync(), TestContext.Current.CancellationToken);
        await entered.WaitAsync(TestContext.Current.CancellationToken);
        Task second = level.DisposeAsync().AsTask();
        Assert.False(second.IsCompleted);
        _disk.Files.Before = null;
        go.Set();
        await second;
        await first;
        await using DiskCacheLevel again = _disk.Open();
        Assert.Equal("1", await GetAsync(again, "a"));
    }

    [Fact]
    public void RecordLocation_OneForEachKey_HasNoBytesToSpare()
        => Assert.Equal(24, System.Runtime.CompilerServices.Unsafe.SizeOf<RecordLocation>());
}
