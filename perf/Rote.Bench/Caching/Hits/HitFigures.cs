using System.Globalization;
using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Caching.Hits;

/// <summary>The hit at 1, 1,000 and 100,000 entries, all columns in one run.</summary>
internal sealed class HitFigures : IFigurePart
{
    private const int IterationMilliseconds = 200;
    private const double BarOfRaw = 0.4;
    private const double BarOfProxies = 0.12;

    public string Name => "hit";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = await Task.Run(() => BenchmarkSession.Run<CachedHitBenchmarks>(IterationMilliseconds), cancellationToken);
        foreach (var entries in new[] { 1, 1_000, 100_000 })
        {
            foreach (var figure in Of(session, entries))
            {
                yield return figure;
            }
        }
    }

    private static IEnumerable<Figure> Of(BenchmarkSession session, int entries)
    {
        double Time(string method) => session.MedianNanoseconds(method, entries);
        string At(string name) => string.Create(CultureInfo.InvariantCulture, $"{name} at {entries}");

        var rote = Time(nameof(CachedHitBenchmarks.Rote));
        yield return new(
            At("hit allocates"),
            session.AllocatedBytes(nameof(CachedHitBenchmarks.Rote), entries),
            "B",
            BarKind.AtMost,
            0);
        yield return new(
            At("hit / raw MemoryCache"), rote / Time(nameof(CachedHitBenchmarks.RawMemoryCache)), "x", BarKind.AtMost, BarOfRaw);
        foreach (var proxy in new[] { nameof(CachedHitBenchmarks.Castle), nameof(CachedHitBenchmarks.Dispatch) })
        {
            yield return new(At($"hit / {proxy} proxy"), rote / Time(proxy), "x", BarKind.AtMost, BarOfProxies);
        }

        foreach (var method in new[]
        {
            nameof(CachedHitBenchmarks.Rote), nameof(CachedHitBenchmarks.RoteEqual), nameof(CachedHitBenchmarks.RoteMemoryCache),
            nameof(CachedHitBenchmarks.Floor),
            nameof(CachedHitBenchmarks.RawMemoryCache), nameof(CachedHitBenchmarks.RawMemoryCacheEqual),
            nameof(CachedHitBenchmarks.RawMemoryCacheRecord), nameof(CachedHitBenchmarks.Dictionary),
            nameof(CachedHitBenchmarks.Castle), nameof(CachedHitBenchmarks.Dispatch),
        })
        {
            yield return new(At($"{method} hit"), Time(method), "ns", BarKind.None, 0);
        }
    }
}
