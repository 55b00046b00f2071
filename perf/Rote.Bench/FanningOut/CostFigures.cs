using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rote.Bench.Figures;
using Rote.FanningOut;

namespace Rote.Bench.FanningOut;

/// <summary>Bytes and time of a search over five stores in memory, beside <c>Task.WhenAll</c> and a query.</summary>
internal sealed class CostFigures : IFigurePart
{
    private const int Stores = 5;
    private const int Searches = 2_000;
    private const int Rounds = 21;
    private const int Limit = 10;
    private const double SequentialBytesBar = 1;
    private const double SequentialTimeBar = 1.25;

    public string Name => "cost";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ISearch[] stores = [.. Enumerable.Range(0, Stores).Select(number => new Store(number))];
        var atOnce = stores.FanOut(new FanOutOptions { SequentialBelow = 0 });
        var inSequence = stores.FanOut(new FanOutOptions { SequentialBelow = Stores + 1 });
        var written = new Measured(() => HandWritten.SearchAsync(stores, "tea", Limit, cancellationToken));
        var one = new Measured(() => atOnce.SearchAsync("tea", Limit, cancellationToken).AsTask());
        var other = new Measured(() => inSequence.SearchAsync("tea", Limit, cancellationToken).AsTask());
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await written.RunAsync();
            await one.RunAsync();
            await other.RunAsync();
        }

        yield return new("cost: bytes of a search, hand-written", written.Bytes, "B", BarKind.None, 0);
        yield return new("cost: bytes of a search, at once", one.Bytes, "B", BarKind.None, 0);
        yield return new("cost: bytes of a search, in sequence", other.Bytes, "B", BarKind.None, 0);
        yield return new(
            "cost: bytes in sequence over hand-written", other.Bytes / written.Bytes, "x", BarKind.AtMost, SequentialBytesBar);
        yield return new("cost: time at once over hand-written", one.OverEach(written), "x", BarKind.None, 0);
        yield return new(
            "cost: time in sequence over hand-written", other.OverEach(written), "x", BarKind.AtMost, SequentialTimeBar);
    }

    /// <summary>Runs of one kind of search.</summary>
    private sealed class Measured(Func<Task> search)
    {
        private readonly List<double> _bytes = [];
        private readonly List<double> _times = [];

        public double Bytes => _bytes.Order().ElementAt(_bytes.Count / 2);

        public double OverEach(Measured other)
            => _times.Zip(other._times, (own, others) => own / others).Order().ElementAt(_times.Count / 2);

        public async Task RunAsync()
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var start = Stopwatch.GetTimestamp();
            for (var number = 0; number < Searches; number++)
            {
                await search();
            }

            _times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            _bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Searches);
        }
    }
}
