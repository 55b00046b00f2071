using System.Text.Json;
using Rote.Bench.Figures;

namespace Rote.Bench.FirstLight;

/// <summary>The sample's three runs over the Apollo 13 transcript, or over its default input where that is not at hand.</summary>
/// <remarks>The program is run several times; the medians of the ratios within each run are the figures.</remarks>
internal static class SampleFigures
{
    private const int Runs = 5;
    private const string Transcript = "../shared/data/apollo13.jsonl";
    private const string Question = "what happened to the oxygen tank";

    /// <summary>Measures them.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var hasTranscript = File.Exists(Path.Combine(ChildProcess.Root, Transcript));
        string[] input = hasTranscript ? ["--input", Transcript, "--ask", Question] : [];
        var reports = new List<JsonDocument>();
        for (var run = 0; run < Runs; run++)
        {
            var output = await ChildProcess.DotNetAsync(
                ["run", "-c", "Release", "--project", "samples/AgentMemory", "--", "--json", .. input], cancellationToken);
            reports.Add(JsonDocument.Parse(output));
        }

        var bar = hasTranscript ? BarKind.AtLeast : BarKind.None;
        var text = hasTranscript ? "Apollo" : "documentation";
        return
        [
            new($"{text}: plain / decorated round trips", Ratio(reports, "plain", "roundTrips"), "x", bar, 20),
            new($"{text}: plain / decorated time", Ratio(reports, "plain", "seconds"), "x", bar, 2),
            new($"{text}: sequential / decorated time", Ratio(reports, "sequential", "seconds"), "x", bar, 5),
            new($"{text}: round trips of a repeated question", Max(reports, "repeat", "roundTrips"), "calls", BarKind.AtMost, 0),
        ];
    }

    private static double Ratio(List<JsonDocument> reports, string run, string field)
    {
        var ratios = reports.Select(report => Value(report, run, field) / Value(report, "decorated", field)).Order().ToList();
        return ratios[ratios.Count / 2];
    }

    private static double Max(List<JsonDocument> reports, string run, string field)
        => reports.Max(report => Value(report, run, field));

    private static double Value(JsonDocument report, string run, string field)
        => report.RootElement.GetProperty(run).GetProperty(field).GetDouble();
}
