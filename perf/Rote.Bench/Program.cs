using Rote.Bench.Disk;
using Rote.Bench.Figures;
using Rote.Bench.FirstLight;

namespace Rote.Bench;

/// <summary>The benchmarks of Rote. <c>figures [area]</c> measures what the project promises.</summary>
internal static class Program
{
    private const int UsageError = 2;

    private static readonly IFigureArea[] Areas = [new FirstLightArea(), new DiskArea()];

    private static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };

        var full = arguments.Contains("--full");
        var words = arguments.Where(argument => argument != "--full").ToList();
        var areas = Areas.Where(area => words.Count < 2 || area.Name == words[1]).ToList();
        if (words is not ["figures"] and not ["figures", _] || areas.Count == 0)
        {
            await Console.Error.WriteLineAsync(
                $"usage: Rote.Bench figures [{string.Join('|', Areas.Select(area => area.Name))}] [--full]");
            return UsageError;
        }

        return await FigureReport.WriteAsync(areas, full, Console.Out, stop.Token);
    }
}
