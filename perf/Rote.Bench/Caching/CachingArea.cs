using Rote.Bench.Caching.Floods;
using Rote.Bench.Caching.Hits;
using Rote.Bench.Caching.Misses;
using Rote.Bench.Caching.Ratios;
using Rote.Bench.Caching.Scaling;
using Rote.Bench.Figures;
using Rote.Bench.GeneratorCost;

namespace Rote.Bench.Caching;

/// <summary>The figures of caching: the hit, floods, per-item hits, scaling, the miss, hit ratios.</summary>
internal static class CachingArea
{
    /// <summary>A part is plugged in by a line.</summary>
    public static PartedArea Make() => new(
        "caching",
        [
            new HitFigures(),
            new ManyHitFigures(),
            new MissFigures(),
            new ScalingFigures(),
            new FloodFigures(),
            new RatioFigures(),
            new GeneratorCostFigures(),
        ]);
}
