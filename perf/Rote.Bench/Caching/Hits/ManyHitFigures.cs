using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Caching.Hits;

/// <summary>The hit of many items.</summary>
internal sealed class ManyHitFigures : IFigurePart
{
    private const int IterationMilliseconds = 200;
    private const double Bar = 1.3;

    public string Name => "many";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = await Task.Run(() => BenchmarkSession.Run<ManyHitBenchmarks>(IterationMilliseconds), cancellationToken);
        var many = session.MedianNanoseconds(nameof(ManyHitBenchmarks.Many));
        var singles = session.MedianNanoseconds(nameof(ManyHitBenchmarks.Singles));
        yield return new("100 items hit in one call / 100 single hits", many / singles, "x", BarKind.AtMost, Bar);
        yield return new("100 items hit in one call", many, "ns", BarKind.None, 0);
        yield return new("100 single hits", singles, "ns", BarKind.None, 0);
        yield return new(
            "100 items hit in one call allocate beyond the list",
            session.AllocatedBytes(nameof(ManyHitBenchmarks.Many)) - session.AllocatedBytes(nameof(ManyHitBenchmarks.ListAlone)),
            "B",
            BarKind.AtMost,
            0);
    }
}
