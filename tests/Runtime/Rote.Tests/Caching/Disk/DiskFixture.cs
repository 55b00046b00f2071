using Rote.Caching;
using Rote.Testing;

namespace Rote.Tests.Caching.Disk;

/// <summary>A simulated disk with one level on it, and a clock to turn by hand.</summary>
internal sealed class DiskFixture(int seed = 1)
{
    public const string Path = "/cache/embeddings.rote";
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Random _random = new(seed);

    public SimulatedFileSystem Files { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public DiskCacheOptions Options => new() { Path = Path, TimeProvider = Time };

    public byte[] Image
    {
        get => Files[Path];
        set => Files[Path] = value;
    }

    public DiskCacheLevel Open(Action<DiskCacheOptions>? configure = null)
    {
        DiskCacheOptions options = Options;
        configure?.Invoke(options);
        return new DiskCacheLevel(options, Files, _random.NextBytes);
    }

    public static async Task<string?> GetAsync(DiskCacheLevel level, string key)
    {
        ReadOnlyMemory<byte>? value = await level.GetAsync(key, CancellationToken.None);
        return value is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes.Span) : null;
    }

    public static ValueTask SetAsync(DiskCacheLevel level, string key, string value, TimeSpan? lifetime = null)
        => level.SetAsync(key, System.Text.Encoding.UTF8.GetBytes(value), lifetime ?? Hour, CancellationToken.None);

    public static ValueTask RemoveAsync(DiskCacheLevel level, string key) => level.RemoveAsync(key, CancellationToken.None);
}
