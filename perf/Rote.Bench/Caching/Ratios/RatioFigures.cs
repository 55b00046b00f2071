using System.Globalization;
using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Caching.Ratios;

/// <summary>The region's hit ratio beside LRU and W-TinyLFU. The whole table: <c>cache-trace</c>.</summary>
internal sealed class RatioFigures : IFigurePart
{
    private const double AllowedBehindTinyLfu = 2;

    /// <summary>1, 3 and 10 % of the keys: what is held against the bars.</summary>
    public static readonly IReadOnlyList<int> Capacities =
        [TraceSet.Keys / 100, TraceSet.Keys * 3 / 100, TraceSet.Keys / 10];

    /// <summary>
    /// 30 % of the keys, for information: it holds a whole phase of the shifting trace, so that pure recency wins there, and a
    /// policy whose hits write a counter instead of an order stays some tenths of a point behind LRU.
    /// </summary>
    public const int LargeCapacity = TraceSet.Keys * 3 / 10;

    public string Name => "ratio";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await Task.Run(
            () => HitRatioTable.Measure([.. Capacities, LargeCapacity], cancellationToken), cancellationToken);
        await Console.Error.WriteLineAsync(table.ToMarkdown());
        var ahead = 0.0;
        var cells = 0;
        foreach (var cell in table.Ratios.GroupBy(ratio => (ratio.Trace, ratio.Capacity)))
        {
            var byPolicy = cell.ToDictionary(ratio => ratio.Policy, ratio => ratio.Percent);
            var region = byPolicy[HitRatioTable.Region];
            var isBarred = cell.Key.Capacity != LargeCapacity;
            yield return new(
                string.Create(CultureInfo.InvariantCulture, $"hit ratio above LRU: {cell.Key.Trace} at {cell.Key.Capacity}"),
                region - byPolicy[HitRatioTable.Lru],
                "points",
                isBarred ? BarKind.AtLeast : BarKind.None,
                0);
            ahead += isBarred ? region - byPolicy[HitRatioTable.TinyLfu] : 0;
            cells += isBarred ? 1 : 0;
        }

        yield return new(
            "hit ratio above W-TinyLFU: mean", ahead / cells, "points", BarKind.AtLeast, -AllowedBehindTinyLfu);
    }
}
