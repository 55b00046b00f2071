using System.Runtime.CompilerServices;
using Rote.Bench.Caching.Floods;
using Rote.Bench.Caching.Hits;
using Rote.Bench.Caching.Misses;
using Rote.Bench.Caching.Ratios;
using Rote.Bench.Caching.Scaling;
using Rote.Bench.Figures;
using Rote.Bench.GeneratorCost;

namespace Rote.Bench.Caching;

/// <summary>The figures of caching: the hit, floods, per-item hits, scaling, the miss, hit ratios.</summary>
/// <param name="parts">What is measured; <see cref="All"/>, or some of it.</param>
internal sealed class CachingArea(IReadOnlyList<IFigurePart> parts) : IFigureArea
{
    /// <summary>Everything there is. A part is plugged in by a line.</summary>
    public static readonly IReadOnlyList<IFigurePart> All =
    [
        new HitFigures(),
        new ManyHitFigures(),
        new MissFigures(),
        new ScalingFigures(),
        new FloodFigures(),
        new RatioFigures(),
        new GeneratorCostFigures(),
    ];

    public string Name => "caching";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            await foreach (var figure in part.MeasureAsync(full, cancellationToken))
            {
                yield return figure;
            }
        }
    }
}
