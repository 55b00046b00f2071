using Rote.Bench.Figures;

namespace Rote.Bench.FanningOut;

/// <summary>The figures of fan-out: stores that fail or hang, when to ask one after the other, what it costs.</summary>
internal static class FanOutArea
{
    /// <summary>A part is plugged in by a line.</summary>
    public static PartedArea Make() => new("fan-out", [new OutageFigures(), new CrossoverFigures(), new CostFigures()]);
}
