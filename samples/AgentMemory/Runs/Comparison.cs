using AgentMemory.Client;
using AgentMemory.Server;
using Rote;

namespace AgentMemory.Runs;

/// <summary>Does the job several times against one server, each time with an empty store, and keeps the books.</summary>
internal sealed class Comparison(MemoryServer server, HttpClient client, TimeProvider clock)
{
    /// <summary>Passages of the untimed passes that every run makes first: they compile code and open connections.</summary>
    private const int WarmUpPassages = 2048;

    /// <summary>The runtime compiles hot code a second time, in the background: one pass is over before that.</summary>
    private const int MinWarmUpRounds = 3;
    private const int MaxWarmUpRounds = 25;

    /// <summary>Makes the runs in the order given.</summary>
    public async Task<ComparisonResult> RunAsync(
        Workload work, IReadOnlyList<RunKind> kinds, IProgressDisplay display, CancellationToken cancellationToken)
    {
        await WarmUpAsync(work, kinds, display, cancellationToken).ConfigureAwait(false);
        var runs = new List<RunResult>();
        RepeatResult? repeat = null;
        foreach (var kind in kinds)
        {
            var progress = display.Begin(Name(kind), work.Passages.Count);
            var (run, repeated) = await RunAsync(kind, work, progress, cancellationToken).ConfigureAwait(false);
            runs.Add(run);
            repeat ??= repeated;
        }

        return new ComparisonResult(runs, repeat);
    }

    /// <summary>The name of a run on the command line and in the report.</summary>
    public static string Name(RunKind kind) => kind switch
    {
        RunKind.Sequential => "sequential",
        RunKind.Plain => "plain",
        _ => "decorated",
    };

    private async Task WarmUpAsync(
        Workload work, IReadOnlyList<RunKind> kinds, IProgressDisplay display, CancellationToken cancellationToken)
    {
        var slice = work.Slice(WarmUpPassages);
        var rounds = Math.Clamp(WarmUpPassages / slice.Passages.Count, MinWarmUpRounds, MaxWarmUpRounds);
        var progress = display.Begin("warm-up", slice.Passages.Count * kinds.Count * rounds);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var kind in kinds)
            {
                await RunAsync(kind, slice, progress, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<(RunResult Run, RepeatResult? Repeat)> RunAsync(
        RunKind kind, Workload work, RunProgress progress, CancellationToken cancellationToken)
    {
        server.Reset();
        // Nobody pays for the garbage of the run before.
        GC.Collect();
        if (kind != RunKind.Decorated)
        {
            var bare = new HttpAgentMemory(client);
            return (await MeasureAsync(kind, bare, work, progress, cancellationToken).ConfigureAwait(false), null);
        }

        using var hits = new CacheHitCounter();
        var memory = new HttpAgentMemory(client).Decorate(new RoteOptions { TimeProvider = clock });
        await using var _ = memory.ConfigureAwait(false);
        var run = await MeasureAsync(kind, memory, work, progress, cancellationToken).ConfigureAwait(false);
        var repeat = await RepeatAsync(memory, work, cancellationToken).ConfigureAwait(false);
        return (run with { CacheHits = hits.Hits }, repeat);
    }

    private async Task<RunResult> MeasureAsync(
        RunKind kind, IAgentMemory memory, Workload work, RunProgress progress, CancellationToken cancellationToken)
    {
        var timed = new TimedMemory(memory, clock, work.Passages.Count, work.Questions.Count);
        var start = clock.GetTimestamp();
        var replies = kind == RunKind.Sequential
            ? await SequentialJob.IngestAndAskAsync(timed, work, progress, cancellationToken).ConfigureAwait(false)
            : await ConcurrentJob.IngestAndAskAsync(timed, work, progress, cancellationToken).ConfigureAwait(false);
        var elapsed = clock.GetElapsedTime(start);
        return new RunResult
        {
            Kind = kind,
            Traffic = server.Traffic,
            Elapsed = elapsed,
            Latencies = timed.Latencies,
            Replies = replies,
        };
    }

    private async Task<RepeatResult> RepeatAsync(IAgentMemory memory, Workload work, CancellationToken cancellationToken)
    {
        var before = server.Traffic.RoundTrips;
        var start = clock.GetTimestamp();
        await ConcurrentJob.AskAsync(memory, work, cancellationToken).ConfigureAwait(false);
        return new RepeatResult(server.Traffic.RoundTrips - before, clock.GetElapsedTime(start));
    }
}
