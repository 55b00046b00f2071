using System.Runtime.CompilerServices;
using Rote.Bench.Figures;
using Rote.Paging;

namespace Rote.Bench.Paging;

/// <summary>A million items as a stream of pages, while a thread inserts and deletes around them.</summary>
internal sealed class StreamFigures : IFigurePart
{
    private const int Items = 1_000_000;
    private const int PageSize = 1_000;
    private const int PagesBetweenLooks = 50;

    public string Name => "stream";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var list = new ChurningList(Items);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var churning = Task.Factory.StartNew(
            () => list.Churn(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var seen = new bool[Items];
        var (read, stable, outOfOrder, alive) = (0L, 0, 0, 0);
        Cursor<DateTimeOffset, long>? last = null;
        await foreach (var item in PagedStreams.ReadAsync(list.ReadAsync, PageSize, cancellationToken))
        {
            outOfOrder += last is { } before && item <= before ? 1 : 0;
            last = item;
            if (ChurningList.IsStable(item) && !seen[item.Id / 2])
            {
                seen[item.Id / 2] = true;
                stable++;
            }

            if (++read % (PagesBetweenLooks * PageSize) == PageSize / 2)
            {
                GC.Collect();
                alive = Math.Max(alive, list.PagesAlive);
            }
        }

        await stop.CancelAsync();
        await churning;
        yield return new("items that stay", Items, "items", BarKind.None, 0);
        yield return new("items read", read, "items", BarKind.None, 0);
        yield return new("writes meanwhile", list.Writes, "writes", BarKind.AtLeast, 1);
        yield return new("items that stay and were missed", Items - stable, "items", BarKind.AtMost, 0);
        yield return new("items read twice or out of order", outOfOrder, "items", BarKind.AtMost, 0);
        yield return new("pages in memory at most", alive, "pages", BarKind.AtMost, 3);
    }
}
