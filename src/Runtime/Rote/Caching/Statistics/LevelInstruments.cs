using System.Diagnostics.Metrics;
using Rote.Monitoring;

namespace Rote.Caching;

/// <summary>Shows what second levels have not confirmed, added up over the decorators that use a level of one name.</summary>
/// <remarks>Thread-safe; one lock, under which those of the removals are taken one by one. Gates are held weakly.</remarks>
internal static class LevelInstruments
{
    private static readonly Lock Lock = new();
    private static readonly List<WeakReference<LevelGate>> Gates = [];

    /// <summary>Shows a gate until it is disposed of or gone.</summary>
    public static void Add(LevelGate gate)
    {
        lock (Lock)
        {
            Gates.RemoveAll(static weak => !weak.TryGetTarget(out _));
            Gates.Add(new WeakReference<LevelGate>(gate));
        }

        Instruments.Touch();
    }

    public static void Remove(LevelGate gate)
    {
        lock (Lock)
        {
            Gates.RemoveAll(weak => !weak.TryGetTarget(out LevelGate? other) || ReferenceEquals(other, gate));
        }
    }

    private static List<Measurement<long>> PendingRemovals()
    {
        var pending = new Dictionary<string, long>(StringComparer.Ordinal);
        lock (Lock)
        {
            foreach (WeakReference<LevelGate> weak in Gates)
            {
                if (weak.TryGetTarget(out LevelGate? gate))
                {
                    pending[gate.LevelName] = pending.GetValueOrDefault(gate.LevelName) + gate.Table.PendingCount;
                }
            }
        }

        return [.. pending.Select(static pair => new Measurement<long>(
            pair.Value, new KeyValuePair<string, object?>(RoteTelemetry.SecondLevelNameTag, pair.Key)))];
    }

    /// <summary>Made with the first gate.</summary>
    private static class Instruments
    {
        static Instruments() => RoteTelemetry.Meter.CreateObservableUpDownCounter(
            "cache.second_level.pending_removals",
            PendingRemovals,
            "{removal}",
            "Removals that a second level has not confirmed yet.");

        public static void Touch()
        {
        }
    }
}
