using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Monitoring;

/// <summary>What a measured call costs while nobody listens, beside the direct call and what a user writes by hand.</summary>
/// <remarks>
/// Medians of interleaved rounds. In each round every wrapper makes the same calls, in an order that turns, and its time over
/// the direct call is that of the same round.
/// </remarks>
internal sealed class UnheardFigures : IFigurePart
{
    private const int Rounds = 101;
    private const int CallsOfRound = 200_000;
    private const int WarmUpCalls = 1_000;
    private const double BarNanoseconds = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public string Name => "unheard";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var contestants = Contestant.All();
        var kinds = contestants[0].Loops.Select(loop => loop.Kind).ToArray();
        WarmUpAll(contestants);
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            var times = await Task.Run(() => Race(contestants, kind, cancellationToken), cancellationToken);
            foreach (var figure in Of(kinds[kind], contestants, times))
            {
                yield return figure;
            }

            var rote = contestants.Single(one => one.Name == "Rote").Loops[kind].Run;
            yield return new($"{kinds[kind]}: Rote allocates", AllocatedBytes(rote), "B", BarKind.AtMost, 0);
        }
    }

    private static IEnumerable<Figure> Of(string kind, Contestant[] contestants, double[][] times)
    {
        var overs = times.Select(of => Median(of.Zip(times[0], (own, direct) => own - direct))).ToArray();
        yield return new($"{kind}: direct call", Median(times[0]), "ns", BarKind.None, 0);
        for (var one = 1; one < contestants.Length; one++)
        {
            var isOurs = contestants[one].Name == "Rote";
            yield return new(
                $"{kind}: {contestants[one].Name} over direct",
                overs[one],
                "ns",
                isOurs ? BarKind.AtMost : BarKind.None,
                BarNanoseconds);
            yield return new(
                $"{kind}: {contestants[one].Name} / direct", Median(times[one]) / Median(times[0]), "x", BarKind.None, 0);
        }
    }

    /// <summary>Nanoseconds of a call, by wrapper and round.</summary>
    private static double[][] Race(Contestant[] contestants, int kind, CancellationToken cancellationToken)
    {
        var times = contestants.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var turn = 0; turn < contestants.Length; turn++)
            {
                var one = (turn + round) % contestants.Length;
                var start = Stopwatch.GetTimestamp();
                contestants[one].Loops[kind].Run(CallsOfRound);
                times[one][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / CallsOfRound;
            }
        }

        return times;
    }

    // In short runs and for some time: the compiler looks at what is called often, and works in the background.
    private static void WarmUpAll(Contestant[] contestants)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            foreach (var loop in contestants.SelectMany(one => one.Loops))
            {
                loop.Run(WarmUpCalls);
            }
        }
    }

    private static double AllocatedBytes(Func<int, int> run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run(CallsOfRound);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / CallsOfRound;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
