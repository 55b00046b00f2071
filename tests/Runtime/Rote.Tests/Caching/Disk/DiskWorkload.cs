using Rote.Caching;

namespace Rote.Tests.Caching.Disk;

/// <summary>A fixed piece of work with all there is: creation, replacement, removals, a rewrite, a second opening.</summary>
internal sealed class DiskWorkload
{
    private readonly DiskFixture _disk = new();
    private readonly DiskModel _model;
    private DiskCacheLevel? _level;

    private DiskWorkload() => _model = new DiskModel(_disk.Time) { IsExact = false };

    public static async Task<int> CountChangesAsync()
    {
        var workload = new DiskWorkload();
        await workload.RunAsync();
        int changes = workload._disk.Files.Changes;
        await workload.CheckAfterwardsAsync("no crash");
        return changes;
    }

    /// <summary>Kills the process in a change, after some of its bytes. Whether it got so many.</summary>
    public static async Task<bool> KillAsync(int change, int bytes)
    {
        var workload = new DiskWorkload();
        int length = 0;
        workload._disk.Files.DiesAt = change;
        workload._disk.Files.BytesBeforeDeath = bytes;
        workload._disk.Files.Died = written => length = written;
        await Assert.ThrowsAsync<SimulatedCrashException>(workload.RunAsync);
        workload._disk.Files.Restart();
        await workload.CheckAfterwardsAsync($"killed at change {change} after {bytes} bytes");
        return bytes < length;
    }

    public static async Task LosePowerAsync(int change, int seed)
    {
        var random = new Random(seed);
        var workload = new DiskWorkload();
        workload._disk.Files.DiesAt = change;
        workload._disk.Files.BytesBeforeDeath = random.Next(400);
        await Assert.ThrowsAsync<SimulatedCrashException>(workload.RunAsync);
        workload._disk.Files.LosePower(random);
        workload._model.LosePower();
        await workload.CheckAfterwardsAsync($"power lost at change {change}, seed {seed}");
    }

    /// <summary>Lets a change fail, and all later ones too where asked; then the disk is well again.</summary>
    public static async Task FailAsync(int change, bool isForEver)
    {
        string what = $"error at change {change}{(isForEver ? " and later" : "")}";
        var workload = new DiskWorkload();
        SimulatedFileSystem files = workload._disk.Files;
        files.Fault = call => IsChange(call) && (files.Changes == change || (isForEver && files.Changes > change))
            ? Failed(files)
            : null;
        await workload.RunAsync(isFaulty: true);
        files.Fault = null;
        files.Restart();
        workload._disk.Time.Advance(TimeSpan.FromMinutes(2));
        await workload.CheckAfterwardsAsync(what);

        static IOException Failed(SimulatedFileSystem files)
        {
            files.CountChange();
            return new IOException("Input/output error");
        }
    }

    private static bool IsChange(string call)
        => call is "write" or "fsync" or "fsyncdir" or "truncate" or "rename" or "unlink" or "create";

    private async Task CheckAfterwardsAsync(string what)
    {
        // Twice, with writes in between: what was recovered must be as sound as what was written.
        for (int round = 0; round < 2; round++)
        {
            await using DiskCacheLevel level = Open();
            await _model.CheckAsync(level, what);
            _model.BeginSet("key 7", $"{what} {round}", DiskFixture.Hour);
            await DiskFixture.SetAsync(level, "key 7", $"{what} {round}");
            _model.EndSet("key 7");
            _model.BeginRemove("key 0");
            await DiskFixture.RemoveAsync(level, "key 0");
            _model.EndRemove("key 0");
            await _model.CheckAsync(level, what);
        }
    }

    private async Task RunAsync() => await RunAsync(isFaulty: false);

    private async Task RunAsync(bool isFaulty)
    {
        for (int round = 0; round < 2; round++)
        {
            _level = Open();
            for (int i = 0; i < 6; i++)
            {
                await SetAsync($"key {i}", $"{round} {i} {new string('x', 40 * i)}", isFaulty);
            }

            await RemoveAsync("key 1", isFaulty);
            await SetAsync("key 1", $"{round} again", isFaulty);
            await RemoveAsync("key 2", isFaulty);
            for (int i = 0; i < 6; i++)
            {
                await SetAsync("key 6", $"{round} {i} {new string('y', 300)}", isFaulty);
            }

            await RemoveAsync("key 6", isFaulty);
            await TryAsync(() => _level.DisposeAsync(), isFaulty);
        }
    }

    private async Task SetAsync(string key, string value, bool isFaulty)
    {
        _model.BeginSet(key, value, DiskFixture.Hour);
        if (await TryAsync(() => DiskFixture.SetAsync(_level!, key, value), isFaulty))
        {
            _model.EndSet(key);
        }
    }

    private async Task RemoveAsync(string key, bool isFaulty)
    {
        _model.BeginRemove(key);
        if (await TryAsync(() => DiskFixture.RemoveAsync(_level!, key), isFaulty))
        {
            _model.EndRemove(key);
        }
    }

    private async Task<bool> TryAsync(Func<ValueTask> action, bool isFaulty)
    {
        try
        {
            await action();
            return true;
        }
        catch (DiskCacheException) when (isFaulty)
        {
            // Later tries are allowed: the delay is over.
            _disk.Time.Advance(TimeSpan.FromMinutes(1));
            return false;
        }
    }

    private DiskCacheLevel Open() => _disk.Open(options => options.MaxBytes = 4096);
}
