using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Disk;

/// <summary>The disk level beside one file for each entry.</summary>
internal sealed class DiskArea : IFigureArea
{
    public string Name => "disk";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var session = BenchmarkSession.Run<DiskBenchmarks>();
        foreach (var method in (string[])[nameof(DiskBenchmarks.GetAsync), nameof(DiskBenchmarks.GetManyAsync)])
        {
            yield return new(
                $"{method} / file each",
                session.MedianNanoseconds(method) / session.MedianNanoseconds(nameof(DiskBenchmarks.GetFile)),
                "x",
                BarKind.None,
                0);
            yield return new($"{method} allocates", session.AllocatedBytes(method), "B", BarKind.None, 0);
        }

        yield return new(
            "SetAsync / file each",
            session.MedianNanoseconds(nameof(DiskBenchmarks.SetAsync))
                / session.MedianNanoseconds(nameof(DiskBenchmarks.SetFile)),
            "x",
            BarKind.None,
            0);
        foreach (var method in (string[])
            [nameof(DiskBenchmarks.GetFile), nameof(DiskBenchmarks.GetAsync), nameof(DiskBenchmarks.GetManyAsync),
             nameof(DiskBenchmarks.SetFile), nameof(DiskBenchmarks.SetAsync)])
        {
            yield return new(method, session.MedianNanoseconds(method), "ns", BarKind.None, 0);
        }
    }
}
