using Rote.Caching;
using static Rote.Tests.Caching.Disk.DiskFixture;

namespace Rote.Tests.Caching.Disk;

/// <summary>A write that fails may leave whole records behind the end of the file.</summary>
public sealed class DiskFailedWriteTests
{
    private readonly DiskFixture _disk = new();

    [Fact]
    public async Task Remove_WhileAFailedWriteCannotBeCutOff_IsNotConfirmed()
    {
        DiskCacheLevel level = _disk.Open();
        await MakeAbsenceDurableAsync(level);
        await FailAfterTheFirstAsync(level, "b", "c");
        _disk.Files.Fault = static call => call == "truncate" ? new IOException("I/O error") : null;
        await Assert.ThrowsAsync<DiskCacheException>(() => RemoveAsync(level, "b").AsTask());
        _disk.Files.Fault = null;
        await RemoveAsync(level, "b");

        // The process is killed: nothing of this level runs any more.
        _disk.Files.Restart();
        await using DiskCacheLevel again = _disk.Open();
        Assert.Null(await GetAsync(again, "b"));
        Assert.Equal("1", await GetAsync(again, "a"));
    }

    [Fact]
    public async Task Remove_CutOffButNotDurably_WritesATombstone()
    {
        await using DiskCacheLevel level = _disk.Open();
        await MakeAbsenceDurableAsync(level);
        await FailAfterTheFirstAsync(level, "b", "c");
        await SetAsync(level, "d", "4");
        var calls = new List<string>();
        _disk.Files.Before = calls.Add;
        await RemoveAsync(level, "b");
        Assert.Contains("fsync", calls);

        // Now it is: the next one has nothing to do.
        calls.Clear();
        await RemoveAsync(level, "b");
        Assert.Empty(calls);
    }

    [Fact]
    public async Task Dispose_AfterAWriteThatFailedInPart_LeavesNothingOfIt()
    {
        await using (DiskCacheLevel level = _disk.Open())
        {
            await MakeAbsenceDurableAsync(level);
            await FailAfterTheFirstAsync(level, "b", "c");
        }

        await using DiskCacheLevel again = _disk.Open();
        Assert.Null(await GetAsync(again, "b"));
        Assert.Equal(0, again.Statistics.DamagedRegions);
    }

    /// <summary>Until the folder is durable, every removal writes.</summary>
    private static async Task MakeAbsenceDurableAsync(DiskCacheLevel level)
    {
        await SetAsync(level, "a", "1");
        await RemoveAsync(level, "missing");
    }

    /// <summary>Two values in one write, for the first of which there is room on the disk.</summary>
    private async Task FailAfterTheFirstAsync(DiskCacheLevel level, string first, string second)
    {
        var entered = new SemaphoreSlim(0);
        var go = new ManualResetEventSlim();
        _disk.Files.Before = call =>
        {
            if (call == "write")
            {
                entered.Release();
                go.Wait(TestContext.Current.CancellationToken);
            }
        };
        Task before = SetAsync(level, "a", "1").AsTask();
        await entered.WaitAsync(TestContext.Current.CancellationToken);
        Task one = SetAsync(level, first, "2").AsTask();
        Task other = SetAsync(level, second, new string('3', 500)).AsTask();
        _disk.Files.Before = null;
        _disk.Files.Capacity = _disk.Image.Length + 300;
        go.Set();
        await before;
        await Assert.ThrowsAsync<DiskCacheException>(() => one);
        await Assert.ThrowsAsync<DiskCacheException>(() => other);
        _disk.Files.Capacity = long.MaxValue;
    }
}
