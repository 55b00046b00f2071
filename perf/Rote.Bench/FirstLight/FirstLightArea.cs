using System.Runtime.CompilerServices;
using Rote.Bench.Figures;
using Rote.Bench.HitPath;

namespace Rote.Bench.FirstLight;

/// <summary>The figures of the first release: the build, the sample's three runs, the cached hit.</summary>
internal sealed class FirstLightArea : IFigureArea
{
    public string Name => "first-light";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var figure in await SampleFigures.MeasureAsync(cancellationToken))
        {
            yield return figure;
        }

        foreach (var figure in HitFigures())
        {
            yield return figure;
        }

        yield return await BuildFigures.WarningsAsync(cancellationToken);
    }

    private static IEnumerable<Figure> HitFigures()
    {
        var session = BenchmarkSession.Run<HitBenchmarks>();
        var raw = session.MedianNanoseconds(nameof(HitBenchmarks.RawMemoryCache));
        var rote = session.MedianNanoseconds(nameof(HitBenchmarks.Rote));
        yield return new("cached hit allocates", session.AllocatedBytes(nameof(HitBenchmarks.Rote)), "B", BarKind.AtMost, 0);
        yield return new("cached hit / raw MemoryCache hit", rote / raw, "x", BarKind.AtMost, 1.5);
        yield return new("raw MemoryCache hit", raw, "ns", BarKind.None, 0);
        yield return new("cached hit", rote, "ns", BarKind.None, 0);
        foreach (var peer in new[] { nameof(HitBenchmarks.Castle), nameof(HitBenchmarks.Dispatch) })
        {
            yield return new($"{peer} proxy hit", session.MedianNanoseconds(peer), "ns", BarKind.None, 0);
            yield return new($"{peer} proxy hit allocates", session.AllocatedBytes(peer), "B", BarKind.None, 0);
        }
    }
}
