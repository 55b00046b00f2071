using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Batching;

/// <summary>Calls a second of the batcher beside those of the obvious one, at several numbers of callers.</summary>
/// <remarks>Medians of interleaved rounds of about a third of a second each.</remarks>
internal sealed class ThroughputFigures : IFigurePart
{
    private const int Rounds = 11;
    private const int WarmRounds = 8;
    private const double SecondsOfARound = 0.3;
    private const int FewCallers = 100;
    private const int ManyCallers = 10_000;
    private const double FewBar = 10;
    private const double ManyBar = 1.3;

    public string Name => "throughput";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<BackendKind>())
        {
            foreach (var callers in (int[])[1, FewCallers, 1_000, ManyCallers])
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (rote, window) = await CompareAsync(kind, callers);
                var name = $"{kind.Name()}, {callers} callers";
                yield return new($"thousand calls a second: {name}", rote / 1_000, "k/s", BarKind.None, 0);
                yield return new($"thousand calls a second, window batcher: {name}", window / 1_000, "k/s", BarKind.None, 0);
                var (bar, value) = callers switch
                {
                    FewCallers => (BarKind.AtLeast, FewBar),
                    ManyCallers => (BarKind.AtLeast, ManyBar),
                    _ => (BarKind.None, 0),
                };
                yield return new($"calls a second / window batcher's: {name}", rote / window, "x", bar, value);
            }
        }
    }

    private static async Task<(double Rote, double Window)> CompareAsync(BackendKind kind, int callers)
    {
        await using var decorated = new Backend(kind).Decorate();
        await using var window = new WindowBatcher(new Backend(kind));
        var ours = await CalibratedAsync(new(decorated, callers));
        var theirs = await CalibratedAsync(new(window, callers));
        List<double> ourRates = [];
        List<double> theirRates = [];
        for (var round = 0; round < Rounds; round++)
        {
            ourRates.Add((await ours.Loop.RunAsync(ours.Calls)).CallsPerSecond);
            theirRates.Add((await theirs.Loop.RunAsync(theirs.Calls)).CallsPerSecond);
        }

        return (Median(ourRates), Median(theirRates));
    }

    /// <summary>Warms up until the compiler is done, and finds how many calls fill a round.</summary>
    private static async Task<(ClosedLoop Loop, long Calls)> CalibratedAsync(ClosedLoop loop)
    {
        var calls = 1_000L;
        for (var warm = 0; warm < WarmRounds;)
        {
            var result = await loop.RunAsync(calls);
            if (result.Time.TotalSeconds < SecondsOfARound / 3)
            {
                calls = result.Calls * 2;
                continue;
            }

            // The first rounds run slow code: a round of so few calls would measure how callers start.
            warm++;
            calls = (long)(result.CallsPerSecond * SecondsOfARound);
        }

        return (loop, calls);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
