using System.Collections.Concurrent;
using System.Globalization;
using Rote.Caching;
using Rote.Files;
using static Rote.Tests.Caching.Disk.DiskFixture;

namespace Rote.Tests.Caching.Disk;

/// <summary>The same on the machine's own file system.</summary>
public sealed class PhysicalDiskTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rote-disk-");

    private string File => System.IO.Path.Combine(_folder.FullName, "deep", "cache.rote");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Level_OnARealDisk_SurvivesARestart()
    {
        await using (var level = new DiskCacheLevel(new DiskCacheOptions { Path = File, Flush = DiskCacheFlush.EveryWrite }))
        {
            Assert.Equal("disk", level.Name);
            await SetAsync(level, "a", "1");
            await SetAsync(level, "b", "2");
            await RemoveAsync(level, "b");
        }

        await using var again = new DiskCacheLevel(new DiskCacheOptions { Path = File });
        Assert.Equal("1", await GetAsync(again, "a"));
        Assert.Null(await GetAsync(again, "b"));
    }

    [Fact]
    public async Task Level_SecondOneInThisProcess_IsRefused()
    {
        await using var first = new DiskCacheLevel(new DiskCacheOptions { Path = File });
        await SetAsync(first, "a", "1");
        await using var second = new DiskCacheLevel(new DiskCacheOptions { Path = File });
        var exception = await Assert.ThrowsAsync<DiskCacheException>(() => GetAsync(second, "a"));
        Assert.Equal(DiskCacheFailure.Locked, exception.Failure);
        Assert.Equal(File, exception.Path);
        Assert.Equal("1", await GetAsync(first, "a"));
    }

    [Fact]
    public async Task File_OnUnix_IsItsOwnersAlone()
    {
        await using var level = new DiskCacheLevel(new DiskCacheOptions { Path = File });
        await SetAsync(level, "a", "1");
        Assert.True(OperatingSystem.IsWindows()
            || System.IO.File.GetUnixFileMode(File) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void Create_ALinkInItsPlace_IsNotFollowed()
    {
        string target = System.IO.Path.Combine(_folder.FullName, "target");
        string link = System.IO.Path.Combine(_folder.FullName, "link");
        System.IO.File.CreateSymbolicLink(link, target);
        Assert.ThrowsAny<IOException>(() => PhysicalFileSystem.Instance.Create(link));
        Assert.False(System.IO.File.Exists(target));
    }

    [Fact]
    public void FlushDirectory_OfNone_Fails()
        => Assert.Throws<IOException>(
            () => PhysicalFileSystem.Instance.FlushDirectory(System.IO.Path.Combine(_folder.FullName, "missing")));

    [Fact]
    public async Task Level_FolderThatIsAFile_FailsTyped()
    {
        await using var level = new DiskCacheLevel(new DiskCacheOptions { Path = "/dev/null/cache.rote" });
        var exception = await Assert.ThrowsAsync<DiskCacheException>(() => GetAsync(level, "a"));
        Assert.Equal(DiskCacheFailure.InputOutput, exception.Failure);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Threads_ReadersWritersAndRewrites_SeeOnlyValuesOfTheirKey(int seed)
    {
        const int KeyCount = 32;
        long[] written = new long[KeyCount];
        var failures = new ConcurrentQueue<string>();
        var options = new DiskCacheOptions { Path = File, MaxBytes = 64 * 1024 };
        await using var level = new DiskCacheLevel(options);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(() => WorkAsync(new Random((seed * 100) + worker)))));
        Assert.Empty(failures);
        Assert.True(level.Statistics.Rewrites > 2, $"{level.Statistics}");
        Assert.Equal(0, level.Statistics.DamagedReads);

        async Task WorkAsync(Random random)
        {
            for (int i = 0; i < 1500; i++)
            {
                int key = random.Next(KeyCount);
                switch (random.Next(20))
                {
                    case 0:
                        await RemoveAsync(level, $"key {key}");
                        break;
                    case < 8:
                        long version = Interlocked.Increment(ref written[key]);
                        await SetAsync(level, $"key {key}", $"{key} {version} {new string('x', random.Next(800))}");
                        break;
                    case 8:
                        string[] keys = [.. Enumerable.Range(0, KeyCount).Select(other => $"key {other}")];
                        ReadOnlyMemory<byte>?[] values = await level.GetManyAsync(keys, CancellationToken.None);
                        Assert.All(values, (value, other) => Check(other, TextOf(value)));
                        break;
                    default:
                        Check(key, await GetAsync(level, $"key {key}"));
                        break;
                }
            }
        }

        void Check(int key, string? value)
        {
            string[] parts = value?.Split(' ') ?? [];
            if (parts.Length > 0 && (parts[0] != $"{key}" || Version(parts[1]) > Volatile.Read(ref written[key])))
            {
                failures.Enqueue($"{key}: '{value}'");
            }
        }
    }

    private static long Version(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string? TextOf(ReadOnlyMemory<byte>? value)
        => value is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes.Span) : null;
}
