using System.Globalization;
using Rote.Bench.Batching;
using Rote.Bench.Caching;
using Rote.Bench.Caching.Ratios;
using Rote.Bench.Disk;
using Rote.Bench.FanningOut;
using Rote.Bench.Figures;
using Rote.Bench.FirstLight;
using Rote.Bench.Models;
using Rote.Bench.Monitoring;
using Rote.Bench.Paging;
using Rote.Bench.Pooling;

namespace Rote.Bench;

/// <summary>
/// The benchmarks of Rote. <c>figures [area]</c> measures what the project promises; <c>cache-trace</c> prints the hit ratios of
/// eviction policies.
/// </summary>
internal static class Program
{
    private const int UsageError = 2;

    private static readonly PartedArea[] Parted =
    [
        CachingArea.Make(), BatchingArea.Make(), PoolingArea.Make(), PagingArea.Make(), ModelsArea.Make(), MonitoringArea.Make(),
        FanOutArea.Make(),
    ];
    private static readonly IFigureArea[] Areas = [new FirstLightArea(), .. Parted, new DiskArea()];

    private static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };

        var full = arguments.Contains("--full");
        string[] words = [.. arguments.Where(argument => argument != "--full")];
        switch (words)
        {
            case ["figures"]:
                return await FigureReport.WriteAsync(Areas, full, Console.Out, stop.Token);
            case ["figures", var name] when Find(name) is { } area:
                return await FigureReport.WriteAsync([area], full, Console.Out, stop.Token);
            case ["batching-core", var calls]:
                return await CoreFigures.RunChildAsync(int.Parse(calls, CultureInfo.InvariantCulture));
            case ["cache-trace"]:
                await Console.Out.WriteAsync(Table(stop.Token).ToCsv());
                return 0;
            case ["cache-trace", "--markdown"]:
                await Console.Out.WriteAsync(Table(stop.Token).ToMarkdown());
                return 0;
            default:
                var names = Areas.Select(area => area.Name).Concat(Parted.SelectMany(area => area.PartNames));
                await Console.Error.WriteLineAsync($"usage: Rote.Bench figures [{string.Join('|', names)}] [--full]");
                await Console.Error.WriteLineAsync("       Rote.Bench cache-trace [--markdown]");
                return UsageError;
        }
    }

    private static IFigureArea? Find(string name)
        => Areas.FirstOrDefault(area => area.Name == name)
            ?? Parted.Select(area => area.Only(name)).FirstOrDefault(part => part is not null);

    private static HitRatioTable Table(CancellationToken cancellationToken)
        => HitRatioTable.Measure([.. RatioFigures.Capacities, RatioFigures.LargeCapacity], cancellationToken);
}
