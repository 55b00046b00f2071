using System.Globalization;
using Rote.Caching;

namespace Rote.Tests.Caching.Disk;

/// <summary>Real processes: killed while they write, and two at one file.</summary>
public sealed class DiskProcessTests : IDisposable
{
    private const int Keys = 32;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rote-kill-");

    private string File => System.IO.Path.Combine(_folder.FullName, "cache.rote");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1, 1L << 30)]
    [InlineData(2, 256 * 1024)]
    public async Task Writer_KilledAgainAndAgain_LosesNothingConfirmedAndBringsNothingBack(int seed, long maxBytes)
    {
        var random = new Random(seed);
        var begun = new Dictionary<long, long>();
        var confirmed = new Dictionary<long, long>();
        long version = 1;
        for (int round = 0; round < 8; round++)
        {
            using var writer = new DiskWriterProcess(File, maxBytes, version);
            await writer.ReadAsync(random.Next(200, 4000), TestContext.Current.CancellationToken);
            await writer.KillAsync(TestContext.Current.CancellationToken);
            Add(begun, writer.Begun);
            Add(confirmed, writer.Confirmed);
            await CheckAsync(confirmed, begun, isExact: maxBytes == 1L << 30, $"seed {seed}, round {round}");
            version = writer.Begun.Values.Max() + 1;
        }
    }

    [Fact]
    public async Task Level_WhileAnotherProcessHasTheFile_IsRefusedAndFreeAfterItsDeath()
    {
        using var writer = new DiskWriterProcess(File, 1L << 30, 1);
        await writer.ReadAsync(100, TestContext.Current.CancellationToken);
        await using (DiskCacheLevel level = Open())
        {
            var exception = await Assert.ThrowsAsync<DiskCacheException>(() => DiskFixture.GetAsync(level, "1"));
            Assert.Equal(DiskCacheFailure.Locked, exception.Failure);
            await Assert.ThrowsAsync<DiskCacheException>(() => DiskFixture.SetAsync(level, "1", "mine").AsTask());
        }

        await writer.ReadAsync(1000, TestContext.Current.CancellationToken);
        await writer.KillAsync(TestContext.Current.CancellationToken);
        await CheckAsync(writer.Confirmed, writer.Begun, isExact: true, "after its death");
    }

    private DiskCacheLevel Open() => new(new DiskCacheOptions { Path = File });

    private async Task CheckAsync(
        Dictionary<long, long> confirmed, Dictionary<long, long> begun, bool isExact, string what)
    {
        await using DiskCacheLevel level = Open();
        for (long key = 0; key < Keys; key++)
        {
            string? text = await DiskFixture.GetAsync(level, $"{key}");
            long last = confirmed.GetValueOrDefault(key);
            long newest = Math.Max(last, begun.GetValueOrDefault(key));
            string state = $"{what}: key {key} is '{text?[..Math.Min(20, text.Length)]}', confirmed {last}, begun {newest}";
            if (text is null)
            {
                // With room for all, only a removal makes a miss.
                bool mayMiss = !isExact || last == 0 || IsRemoval(last) || IsRemoval(newest);
                Assert.True(mayMiss, state);
                continue;
            }

            string[] parts = text.Split(' ');
            long version = long.Parse(parts[1], CultureInfo.InvariantCulture);
            Assert.True(parts[0] == $"{key}" && parts[2].Length == version * 37 % 3000, state);
            Assert.True(version == newest || (version == last && !IsRemoval(last)), state);
        }
    }

    private static void Add(Dictionary<long, long> all, Dictionary<long, long> more)
    {
        foreach ((long key, long version) in more)
        {
            all[key] = version;
        }
    }

    private static bool IsRemoval(long version) => version % 5 == 0 && version % 2 == 1;
}
