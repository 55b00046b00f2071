using System.Diagnostics.Metrics;

namespace Rote.Monitoring;

/// <summary>
/// Shows how much batchers, buffers and aggregators hold, as observable instruments: counted when somebody collects, so that
/// calls cost nothing. Those of one operation are added up; operations are names of methods, so that there are few series.
/// </summary>
/// <remarks>Thread-safe. What is shown is held weakly.</remarks>
internal sealed class DepthInstruments
{
    /// <summary>Of batched calls.</summary>
    public static readonly DepthInstruments Batching = new(
        "batching", "{item}", "Items that wait for a bulk call.");

    /// <summary>Of buffered writes.</summary>
    public static readonly DepthInstruments WriteBehind = new(
        "write_behind", "{item}", "Buffered writes that are not over, those in bulk calls among them.");

    /// <summary>Of samples.</summary>
    public static readonly DepthInstruments Aggregation = new(
        "aggregation", "{aggregate}", "Open buckets, and aggregates that are not delivered.");

    private readonly WeakMembers<IHoldsBack> _members = new();

    private DepthInstruments(string prefix, string unit, string description)
    {
        Meter meter = RoteTelemetry.Meter;
        meter.CreateObservableUpDownCounter(
            prefix + ".pending", () => Each(static held => held.Pending), unit, description);
        meter.CreateObservableUpDownCounter(
            prefix + ".in_flight", () => Each(static held => held.InFlight), "{call}", "Bulk calls on their way.");
        meter.CreateObservableUpDownCounter(
            prefix + ".waiting", () => Each(static held => held.Waiting), "{call}", "Calls that wait for room.");
    }

    /// <summary>Shows one for as long as it lives.</summary>
    public void Add(IHoldsBack member) => _members.Add(member);

    private List<Measurement<long>> Each(Func<HeldBack, long> number)
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (IHoldsBack member in _members.Living())
        {
            sums[member.Operation] = sums.GetValueOrDefault(member.Operation) + number(member.CountHeld());
        }

        return [.. sums.Select(static pair => new Measurement<long>(
            pair.Value, new KeyValuePair<string, object?>(RoteTelemetry.OperationNameTag, pair.Key)))];
    }
}
