using Rote.Bench.Figures;

namespace Rote.Bench.Pooling;

/// <summary>The figures of pools: the rent, two threads, rents that are cancelled, outages.</summary>
internal static class PoolingArea
{
    /// <summary>A part is plugged in by a line.</summary>
    public static PartedArea Make() => new(
        "pooling", [new RentFigures(), new ContentionFigures(), new CancelledRentFigures(), new OutageFigures()]);
}
