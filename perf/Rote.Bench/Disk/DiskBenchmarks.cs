using System.Globalization;
using BenchmarkDotNet.Attributes;
using Rote.Caching;

namespace Rote.Bench.Disk;

/// <summary>
/// What does an embedding on disk cost, beside the plain way: one file for each? Both read from the page cache, and neither
/// flushes.
/// </summary>
/// <remarks>
/// Vectors of 1,536 floats; 1,000 entries, asked in turn. One file for each has no checksum, no expiry and no bound.
/// </remarks>
[MemoryDiagnoser]
public class DiskBenchmarks : IAsyncDisposable
{
    private const int Entries = 1_000;
    private const int VectorBytes = 1_536 * sizeof(float);
    private const int Many = 100;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("rote-bench-").FullName;
    private readonly byte[] _vector = new byte[VectorBytes];
    private readonly string[] _keys = new string[Entries];
    private readonly string[][] _batches = new string[Entries / Many][];
    private DiskCacheLevel _level = null!;
    private int _next;

    [GlobalSetup]
    public void Fill()
    {
        // The in-process toolchain does not wait for a task of the setup.
        var fill = FillAsync();
        ((IAsyncResult)fill).AsyncWaitHandle.WaitOne();
        if (!fill.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The entries could not be written.", fill.Exception);
        }
    }

    [Benchmark(Baseline = true, Description = "Get, one file each")]
    public byte[] GetFile() => File.ReadAllBytes(FileOf(Next()));

    [Benchmark(Description = "Get, disk level")]
    public async ValueTask<int> GetAsync()
        => (await _level.GetAsync(Next(), CancellationToken.None))!.Value.Length;

    [Benchmark(Description = "Get of 100, disk level", OperationsPerInvoke = Many)]
    public async ValueTask<int> GetManyAsync()
        => (await _level.GetManyAsync(_batches[_next++ % _batches.Length], CancellationToken.None)).Length;

    [Benchmark(Description = "Set, one file each")]
    public void SetFile()
    {
        // Beside the old file and renamed, or a crash would leave half a vector.
        var path = FileOf(Next());
        File.WriteAllBytes(path + ".new", _vector);
        File.Move(path + ".new", path, overwrite: true);
    }

    [Benchmark(Description = "Set, disk level, rewrites included")]
    public async ValueTask SetAsync() => await _level.SetAsync(Next(), _vector, Lifetime, CancellationToken.None);

    [GlobalCleanup]
    public async Task CleanAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _level.DisposeAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    private async Task FillAsync()
    {
        new Random(1).NextBytes(_vector);
        _level = new DiskCacheLevel(new DiskCacheOptions { Path = Path.Combine(_folder, "cache.rote"), MaxBytes = 64 << 20 });
        for (var index = 0; index < Entries; index++)
        {
            _keys[index] = string.Create(CultureInfo.InvariantCulture, $"embedding-of-the-text-number-{index:0000}");
            await _level.SetAsync(_keys[index], _vector, Lifetime, CancellationToken.None);
            await File.WriteAllBytesAsync(FileOf(_keys[index]), _vector);
        }

        for (var index = 0; index < _batches.Length; index++)
        {
            _batches[index] = _keys[(index * Many)..((index + 1) * Many)];
        }
    }

    private string FileOf(string key) => Path.Combine(_folder, key);

    private string Next() => _keys[_next++ % Entries];
}
