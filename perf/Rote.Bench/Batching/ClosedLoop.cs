using System.Diagnostics;

namespace Rote.Bench.Batching;

/// <summary>Callers that each ask, wait for the answer and ask again.</summary>
internal sealed class ClosedLoop(ILookup store, int callers)
{
    private const int HotItems = 64;
    private const int Percent = 100;

    private long _round;

    /// <summary>Percent of the calls that ask for one of a few items, so that many are the same at a time.</summary>
    public int Duplicates { get; init; }

    /// <summary>Whether each caller passes a token of its own that can be cancelled.</summary>
    public bool Cancellable { get; init; }

    /// <summary>Where each call's time is noted, in ticks of the stopwatch; nowhere where it is empty.</summary>
    public long[] Latencies { get; init; } = [];

    /// <summary>Makes about so many calls and gives the time and the memory that they took.</summary>
    public async Task<LoopResult> RunAsync(long calls)
    {
        var each = Math.Max(1, calls / callers);
        var round = ++_round;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        var all = new Task[callers];
        for (var caller = 0; caller < callers; caller++)
        {
            var number = caller;
            all[caller] = Task.Run(() => CallAsync(number, each, round));
        }

        await Task.WhenAll(all);
        var time = Stopwatch.GetElapsedTime(start);
        return new(each * callers, time, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    private async Task CallAsync(int caller, long calls, long round)
    {
        using var source = Cancellable ? new CancellationTokenSource() : null;
        var token = source?.Token ?? CancellationToken.None;
        for (var call = 0L; call < calls; call++)
        {
            var number = (((round * calls) + call) * callers) + caller;
            var id = (number * 31 % Percent) < Duplicates ? call % HotItems : HotItems + number;
            var start = Latencies.Length == 0 ? 0 : Stopwatch.GetTimestamp();
            var answer = await store.GetAsync(id, token);
            if (answer != id)
            {
                throw new InvalidOperationException($"Asked for {id}, got {answer}.");
            }

            if (Latencies.Length > 0)
            {
                Latencies[(caller * calls) + call] = Stopwatch.GetTimestamp() - start;
            }
        }
    }
}
