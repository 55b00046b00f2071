using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Pooling;

/// <summary>The figures of pools: the rent, two threads, rents that are cancelled, outages.</summary>
/// <param name="parts">What is measured; <see cref="All"/>, or some of it.</param>
internal sealed class PoolingArea(IReadOnlyList<IFigurePart> parts) : IFigureArea
{
    /// <summary>Everything there is.</summary>
    public static readonly IReadOnlyList<IFigurePart> All =
        [new RentFigures(), new ContentionFigures(), new CancelledRentFigures(), new OutageFigures()];

    public string Name => "pooling";

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
