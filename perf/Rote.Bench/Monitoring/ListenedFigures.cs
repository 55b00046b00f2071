using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Monitoring;

/// <summary>What a measured call allocates while somebody listens, beyond the span that a user would start by hand.</summary>
internal sealed class ListenedFigures : IFigurePart
{
    private const int Calls = 100_000;
    private const int WarmUpCalls = 1_000;
    private const string Bare = "Rote.Bench.Bare";

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    private static readonly ActivitySource BareSource = new(Bare);

    public string Name => "listened";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (listeners, metrics, spans) in new[]
        {
            ("meter listener", true, false), ("activity listener", false, true), ("both listeners", true, true),
        })
        {
            var figures = await Task.Run(() => Measure(listeners, metrics, spans).ToList(), cancellationToken);
            foreach (var figure in figures)
            {
                yield return figure;
            }
        }
    }

    private static IEnumerable<Figure> Measure(string listeners, bool metrics, bool spans)
    {
        using var meter = metrics ? ListenToMeters() : null;
        using var activities = spans ? ListenToSpans() : null;
        var bare = spans ? BytesOf(StartBareSpans) : 0;
        if (spans)
        {
            yield return new($"{listeners}: a bare span", bare, "B", BarKind.None, 0);
        }

        foreach (var one in Contestant.All().Where(one => one.Name != "direct"))
        {
            foreach (var (kind, run) in one.Loops)
            {
                yield return new(
                    $"{listeners}: {kind}: {one.Name} allocates{(spans ? " beyond the span" : "")}",
                    BytesOf(run) - bare,
                    "B",
                    one.Name == "Rote" ? BarKind.AtMost : BarKind.None,
                    0);
            }
        }
    }

    private static double BytesOf(Func<int, int> run)
    {
        // For some time: the compiler works in the background, and in the end keeps some objects off the heap.
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            run(WarmUpCalls);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        run(Calls);
        return Math.Round((double)(GC.GetAllocatedBytesForCurrentThread() - before) / Calls, 1);
    }

    private static int StartBareSpans(int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            using var span = BareSource.StartActivity("IMeasuredStore.Read");
            span!.SetTag("db.operation.name", "IMeasuredStore.Read");
        }

        return calls;
    }

    private static bool IsHeard(string name) => name is "Rote" or Bare or HandWrittenStore.Telemetry or TimingProxy.Telemetry;

    private static MeterListener ListenToMeters()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (IsHeard(instrument.Meter.Name))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.Start();
        return listener;
    }

    private static ActivityListener ListenToSpans()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => IsHeard(source.Name),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
