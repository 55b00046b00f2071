using System.Diagnostics.Metrics;
using Rote.Monitoring;

namespace Rote.Background;

/// <summary>The instruments of queues. Queues of one name are added up.</summary>
/// <remarks>Thread-safe. Queues are held weakly.</remarks>
internal static class QueueInstruments
{
    public const string NameTag = "background_queue.name";

    public static readonly Histogram<double> WaitDuration = RoteTelemetry.Meter.CreateHistogram(
        "background_queue.wait.duration",
        "s",
        "Time between the call that enqueued an item and the start of its handler.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300] });

    public static readonly Histogram<double> ProcessDuration = RoteTelemetry.Meter.CreateHistogram(
        "background_queue.process.duration",
        "s",
        "Duration of handlers.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300] });

    public static readonly Counter<long> Items = RoteTelemetry.Meter.CreateCounter<long>(
        "background_queue.items", "{item}", "Items that a queue is done with, by their outcome.");

    public static readonly KeyValuePair<string, object?> Success = new(OutcomeTag, "success");
    public static readonly KeyValuePair<string, object?> Failure = new(OutcomeTag, "failure");
    public static readonly KeyValuePair<string, object?> Returned = new(OutcomeTag, "returned");

    private const string OutcomeTag = "background_queue.item.outcome";

    private static readonly WeakMembers<IQueueLength> Queues = new();

    /// <summary>Shows the length of a queue until it is stopped or gone.</summary>
    public static void Add(IQueueLength queue)
    {
        Queues.Add(queue);
        LengthHolder.Touch();
    }

    public static void Remove(IQueueLength queue) => Queues.Remove(queue);

    private static List<Measurement<long>> Lengths()
    {
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (IQueueLength queue in Queues.Living())
        {
            lengths[queue.Name] = lengths.GetValueOrDefault(queue.Name) + queue.Length;
        }

        return [.. lengths.Select(static pair => new Measurement<long>(
            pair.Value, new KeyValuePair<string, object?>(NameTag, pair.Key)))];
    }

    /// <summary>Made with the first queue.</summary>
    private static class LengthHolder
    {
        static LengthHolder() => RoteTelemetry.Meter.CreateObservableUpDownCounter(
            "background_queue.length", Lengths, "{item}", "Items that wait for a worker.");

        public static void Touch()
        {
        }
    }
}
