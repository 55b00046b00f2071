using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Pooling;

/// <summary>A rent and its return, uncontended, beside the plain ways.</summary>
internal sealed class RentFigures : IFigurePart
{
    private const double BarNanoseconds = 100;
    private const int IterationMilliseconds = 100;

    public string Name => "rent";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var session = BenchmarkSession.Run<RentBenchmarks>(IterationMilliseconds);
        const string Pool = nameof(RentBenchmarks.PoolAsync);
        yield return new("rent and return", session.MedianNanoseconds(Pool), "ns", BarKind.AtMost, BarNanoseconds);
        yield return new("rent and return allocate", session.AllocatedBytes(Pool), "B", BarKind.AtMost, 0);
        foreach (var method in (string[])
            [nameof(RentBenchmarks.Pool), nameof(RentBenchmarks.SemaphoreAsync), nameof(RentBenchmarks.ChannelAsync)])
        {
            yield return new(method, session.MedianNanoseconds(method), "ns", BarKind.None, 0);
            yield return new($"{method} allocates", session.AllocatedBytes(method), "B", BarKind.None, 0);
        }
    }
}
