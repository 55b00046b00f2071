using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rote.Bench.Figures;
using Rote.FanningOut;

namespace Rote.Bench.FanningOut;

/// <summary>
/// Five stores, of which one fails and one hangs: the merged answer of the other three, at the deadline of the one that hangs, in
/// the same order however they race.
/// </summary>
internal sealed class OutageFigures : IFigurePart
{
    private const int Rounds = 200;
    private const int Races = 5_000;
    private const int Limit = 10;
    private const int Seed = 5;
    private const double MedianBar = 1.5;

    private static readonly TimeSpan StoreTimeout = TimeSpan.FromMilliseconds(50);

    // Timers follow a coarse clock of the system, whose tick may be 4 ms.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    public string Name => "outage";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var expected = await new ISearch[] { new Store(0), new Store(2), new Store(4) }
            .FanOut(new FanOutOptions { SequentialBelow = int.MaxValue })
            .SearchAsync("tea", Limit, cancellationToken);
        ISearch[] stores = [Racing(0), Failing(1), Racing(2), Hanging(3), Racing(4)];
        var composite = stores.FanOut(new FanOutOptions { StoreTimeout = StoreTimeout });
        var (wrong, early, times) = (0, 0, new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var found = await composite.SearchAsync("tea", Limit, cancellationToken);
            var time = Stopwatch.GetElapsedTime(start);
            times.Add(time / StoreTimeout);
            early += time < StoreTimeout - Tick ? 1 : 0;
            wrong += found.SequenceEqual(expected) ? 0 : 1;
        }

        times.Sort();
        yield return new("outage: searches with one store failing and one hanging", Rounds, "searches", BarKind.None, 0);
        yield return new("outage: incomplete or wrongly ordered answers", wrong, "searches", BarKind.AtMost, 0);
        yield return new("outage: ended before the deadline", early, "searches", BarKind.AtMost, 0);
        yield return new("outage: median time over the deadline", times[Rounds / 2], "x", BarKind.AtMost, MedianBar);
        yield return new("outage: 99th percentile over the deadline", times[Rounds * 99 / 100], "x", BarKind.None, 0);
        yield return new(
            "outage: hand-written answers in the same case",
            await CountHandWrittenAsync(stores, cancellationToken),
            "searches",
            BarKind.None,
            0);
        yield return new("outage: races of five stores with equal scores", Races, "searches", BarKind.None, 0);
        yield return new(
            "outage: different answers of all races", await CountOrdersAsync(cancellationToken), "answers", BarKind.AtMost, 1);
    }

    private static async Task<int> CountOrdersAsync(CancellationToken cancellationToken)
    {
        var composite = Enumerable.Range(0, 5).Select(Racing).FanOut();
        var orders = new HashSet<string>();
        for (var race = 0; race < Races; race++)
        {
            var found = await composite.SearchAsync("tea", Limit, cancellationToken);
            orders.Add(string.Join(' ', found.Select(hit => hit.Id)));
        }

        return orders.Count;
    }

    // One round says it: what awaits all waits for the one that hangs, or throws what one throws.
    private static async Task<int> CountHandWrittenAsync(ISearch[] stores, CancellationToken cancellationToken)
    {
        try
        {
            await HandWritten.SearchAsync(stores, "tea", Limit, cancellationToken).WaitAsync(4 * StoreTimeout, cancellationToken);
            return 1;
        }
        catch (Exception error) when (error is TimeoutException or FormatException)
        {
            return 0;
        }
    }

    private static ISearch Racing(int number)
    {
        var random = new Random(Seed + number);
        return new Store(number)
        {
            Work = async _ =>
            {
                int yields;
                lock (random)
                {
                    yields = random.Next(20);
                }

                for (var yield = 0; yield < yields; yield++)
                {
                    await Task.Yield();
                }
            },
        };
    }

    private static Store Failing(int number) => new(number) { Work = _ => throw new FormatException() };

    // Heeds its token, as most clients do, but never answers.
    private static Store Hanging(int number)
        => new(number) { Work = async token => await new TaskCompletionSource().Task.WaitAsync(token) };
}
