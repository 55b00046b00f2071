using Rote.Bench.Figures;

namespace Rote.Bench.Monitoring;

/// <summary>The figures of monitoring: what a measured call costs, heard and unheard.</summary>
internal static class MonitoringArea
{
    /// <summary>A part is plugged in by a line.</summary>
    public static PartedArea Make() => new("monitoring", [new UnheardFigures(), new ListenedFigures()]);
}
