using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rote.Bench.Figures;
using Rote.FanningOut;

namespace Rote.Bench.FanningOut;

/// <summary>
/// Five stores asked at the same time, over the same asked one after the other: from what work on the former is faster. Below
/// one, it is.
/// </summary>
internal sealed class CrossoverFigures : IFigurePart
{
    private const int Stores = 5;
    private const int Rounds = 21;
    private const int Limit = 10;
    private const double InMemoryBar = 1;
    private const double WaitingBar = 0.5;

    private static readonly int[] Microseconds = [1, 5, 20, 100, 500];

    public string Name => "crossover";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new(
            "crossover: at once over in sequence, stores in memory",
            await RatioAsync(null, searches: 2_000, cancellationToken),
            "x",
            BarKind.AtLeast,
            InMemoryBar);
        foreach (var time in Microseconds)
        {
            var ratio = await RatioAsync(
                _ => Store.Spin(TimeSpan.FromMicroseconds(time)), searches: Math.Max(20, 4_000 / time), cancellationToken);
            yield return new(
                $"crossover: at once over in sequence, stores that compute for {time} µs", ratio, "x", BarKind.None, 0);
        }

        yield return new(
            "crossover: at once over in sequence, stores that wait for 2 ms",
            await RatioAsync(WaitAsync, searches: 5, cancellationToken),
            "x",
            BarKind.AtMost,
            WaitingBar);
    }

    private static async ValueTask WaitAsync(CancellationToken cancellationToken)
        => await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);

    // Median of ratios, each of two runs next to each other, so that what else the machine does meets both.
    private static async Task<double> RatioAsync(
        Func<CancellationToken, ValueTask>? work, int searches, CancellationToken cancellationToken)
    {
        ISearch[] stores = [.. Enumerable.Range(0, Stores).Select(number => new Store(number) { Work = work })];
        var atOnce = stores.FanOut(new FanOutOptions { SequentialBelow = 0 });
        var inSequence = stores.FanOut(new FanOutOptions { SequentialBelow = Stores + 1 });
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var one = await RunAsync(atOnce, searches, cancellationToken);
            ratios.Add(one / await RunAsync(inSequence, searches, cancellationToken));
        }

        return ratios.Order().ElementAt(Rounds / 2);
    }

    private static async Task<TimeSpan> RunAsync(SearchFanOut search, int searches, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < searches; number++)
        {
            await search.SearchAsync("tea", Limit, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
