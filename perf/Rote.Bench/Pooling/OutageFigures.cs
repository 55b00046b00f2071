using System.Runtime.CompilerServices;
using Rote.Bench.Figures;
using Rote.Tests.Pooling.Outages;

namespace Rote.Bench.Pooling;

/// <summary>Outages of real connections: resets, black holes, delays and half-open connections in turn.</summary>
internal sealed class OutageFigures : IFigurePart
{
    private const int Outages = 100;
    private const double BarSeconds = 2;

    public string Name => "outages";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var run = new OutageRun();
        var recoveries = await run.RunAsync(Outages, cancellationToken);
        yield return new("outages", recoveries.Count, "outages", BarKind.None, 0);
        yield return new(
            "server's return to the first success: longest", recoveries.Max().TotalSeconds, "s", BarKind.AtMost, BarSeconds);
        yield return new(
            "server's return to the first success: median",
            recoveries.Order().ElementAt(recoveries.Count / 2).TotalSeconds,
            "s",
            BarKind.None,
            0);
        yield return new("longest call", run.LongestCall.TotalSeconds, "s", BarKind.None, 0);
        yield return new("timeouts of a call, together", OutageRun.Longest.TotalSeconds, "s", BarKind.None, 0);
    }
}
