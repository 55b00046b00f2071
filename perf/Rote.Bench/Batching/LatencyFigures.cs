using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Batching;

/// <summary>What a call waits: alone, over the direct call; and among a thousand, in round trips.</summary>
internal sealed class LatencyFigures : IFigurePart
{
    private const int Rounds = 5;
    private const int QuickCalls = 200_000;
    private const int SlowCalls = 2_000;
    private const int ManyCallers = 1_000;
    private const int CallsOfMany = 200;
    private const double QuickBar = 2;
    private const double SlowBar = 1.05;
    private const double MedianBar = 2.5;
    private const double TailBar = 4;
    private const double Tail = 0.99;

    public string Name => "latency";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (quick, quickDirect) = await AloneAsync(BackendKind.Synchronous, QuickCalls);
        yield return new("lone caller over the direct call: bulk at once", quick - quickDirect, "µs", BarKind.AtMost, QuickBar);
        cancellationToken.ThrowIfCancellationRequested();
        var (slow, trip) = await AloneAsync(BackendKind.RoundTrip, SlowCalls);
        yield return new("round trip of the direct call", trip, "µs", BarKind.None, 0);
        yield return new("lone caller / the direct call: bulk 200 µs", slow / trip, "x", BarKind.AtMost, SlowBar);
        cancellationToken.ThrowIfCancellationRequested();
        var waits = await ManyAsync();
        yield return new(
            $"{ManyCallers} callers, bulk 200 µs: median in round trips", At(waits, 0.5) / trip, "x", BarKind.AtMost, MedianBar);
        yield return new(
            $"{ManyCallers} callers, bulk 200 µs: 99th percentile in round trips",
            At(waits, Tail) / trip,
            "x",
            BarKind.AtMost,
            TailBar);
    }

    /// <summary>Medians of a call's time through the batcher and straight to the store, in microseconds.</summary>
    private static async Task<(double Batched, double Direct)> AloneAsync(BackendKind kind, int calls)
    {
        var direct = new Backend(kind);
        await using var batched = new Backend(kind).Decorate();
        List<double> batchedTimes = [];
        List<double> directTimes = [];
        for (var round = 0; round < Rounds + 1; round++)
        {
            var ours = await TimesAsync(batched, kind, calls);
            var theirs = await TimesAsync(direct, kind, calls);
            if (round > 0)
            {
                batchedTimes.Add(ours);
                directTimes.Add(theirs);
            }
        }

        return (batchedTimes.Order().ElementAt(Rounds / 2), directTimes.Order().ElementAt(Rounds / 2));
    }

    private static async Task<double> TimesAsync(ILookup store, BackendKind kind, int calls)
    {
        if (kind == BackendKind.Synchronous)
        {
            // Less than the clock's resolution: the mean of many.
            var start = Stopwatch.GetTimestamp();
#pragma warning disable ROTE1001 // One call after the other is the question.
            for (var call = 0; call < calls; call++)
            {
                await store.GetAsync(call);
            }
#pragma warning restore ROTE1001

            return Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
        }

        var times = new long[calls];
        await new ClosedLoop(store, 1) { Latencies = times }.RunAsync(calls);
        return At(times, 0.5);
    }

    private static async Task<long[]> ManyAsync()
    {
        await using var store = new Backend(BackendKind.RoundTrip).Decorate();
        var waits = new long[ManyCallers * CallsOfMany];
        var loop = new ClosedLoop(store, ManyCallers) { Latencies = waits };
        await loop.RunAsync(waits.Length);
        await loop.RunAsync(waits.Length);
        return waits;
    }

    /// <summary>A quantile, in microseconds.</summary>
    private static double At(long[] ticks, double quantile)
        => Stopwatch.GetElapsedTime(0, ticks.Order().ElementAt((int)(quantile * (ticks.Length - 1)))).TotalMicroseconds;
}
