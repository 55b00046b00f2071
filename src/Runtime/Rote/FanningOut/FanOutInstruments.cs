using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rote.Monitoring;

namespace Rote.FanningOut;

/// <summary>Counts what becomes of stores, by fan-out and outcome. Thread-safe.</summary>
internal static class FanOutInstruments
{
    public const string NameTag = "fan_out.name";
    public const string OutcomeTag = "fan_out.store.outcome";

    public static readonly Counter<long> Stores = RoteTelemetry.Meter.CreateCounter<long>(
        "fan_out.stores", "{store}", "Stores that searches were meant for, by what became of each.");

    public static void Count(string name, FanOutStatus status)
        => Stores.AddQuietly(
            1,
            new KeyValuePair<string, object?>(NameTag, name),
            new KeyValuePair<string, object?>(OutcomeTag, NameOf(status)));

    private static string NameOf(FanOutStatus status) => status switch
    {
        FanOutStatus.Answered => "answered",
        FanOutStatus.Failed => "failed",
        FanOutStatus.Late => "late",
        FanOutStatus.Cancelled => "cancelled",
        FanOutStatus.NotAsked => "not_asked",
        _ => throw new UnreachableException($"No such status: {status}."),
    };
}
