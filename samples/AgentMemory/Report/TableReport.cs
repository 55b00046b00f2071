using System.Globalization;
using AgentMemory.Ingest;
using AgentMemory.Runs;
using Spectre.Console;

namespace AgentMemory.Report;

/// <summary>The report for people.</summary>
internal static class TableReport
{
    private const int MaxShown = 240;

    /// <summary>Shows the answers, then what each run cost.</summary>
    public static void Write(IAnsiConsole console, Corpus corpus, ComparisonResult result)
    {
        foreach (var reply in result.Runs[^1].Replies)
        {
            WriteReply(console, reply);
        }

        console.WriteLine();
        console.WriteLine(Invariant(
            $"{corpus.Passages.Count} passages from {Printable.Clean(corpus.Source)}, {corpus.Skipped} skipped"));
        console.Write(Costs(result.Runs));
        foreach (var run in result.Runs.Where(run => run.Kind != RunKind.Decorated))
        {
            WriteComparison(console, run, result.Runs[^1]);
        }

        if (result.Repeat is { } repeat)
        {
            console.WriteLine(Invariant(
                $"asked again, decorated: {repeat.RoundTrips} round trips, {repeat.Elapsed.TotalMilliseconds:0.000} ms"));
        }

        if (!result.AnswersAgree)
        {
            console.WriteLine("The runs did not find the same answers.");
        }
    }

    private static void WriteComparison(IAnsiConsole console, RunResult run, RunResult decorated)
    {
        if (decorated.Kind == RunKind.Decorated)
        {
            var roundTrips = (double)run.Traffic.RoundTrips / decorated.Traffic.RoundTrips;
            var time = run.Elapsed / decorated.Elapsed;
            var name = Comparison.Name(run.Kind);
            console.WriteLine(Invariant(
                $"{name} / decorated: {roundTrips:0.0} times the round trips, {time:0.0} times the seconds"));
        }
    }

    private static void WriteReply(IAnsiConsole console, Reply reply)
    {
        console.WriteLine();
        console.Write(new Text("? " + Printable.Clean(reply.Question), new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        if (reply.Answers.Count == 0)
        {
            console.WriteLine("  nothing in memory is near to it");
        }

        var grid = new Grid().AddColumns(
            new GridColumn().NoWrap(), new GridColumn().NoWrap(), new GridColumn().NoWrap(), new GridColumn());
        foreach (var answer in reply.Answers)
        {
            grid.AddRow(
                new Text(Invariant($"{answer.Score:0.000}")),
                new Text(Printable.Clean(answer.Speaker ?? "")),
                new Text(MissionTime.Format(answer.ElapsedSeconds)),
                new Text(Printable.Clean(Shorten(answer.Text))));
        }

        console.Write(grid);
    }

    private static string Shorten(string text)
    {
        if (text.Length <= MaxShown)
        {
            return text;
        }

        var end = text.LastIndexOf(' ', MaxShown);
        return text[..(end > 0 ? end : MaxShown)] + " …";
    }

    private static Table Costs(IReadOnlyList<RunResult> runs)
    {
        var table = new Table { Border = TableBorder.Ascii2 }.AddColumn("");
        foreach (var run in runs)
        {
            table.AddColumn(new TableColumn(Comparison.Name(run.Kind)).RightAligned());
        }

        Row("round trips", run => Invariant($"{run.Traffic.RoundTrips:N0}"));
        Row("payload sent, bytes", run => Invariant($"{run.Traffic.BytesIn:N0}"));
        Row("payload received, bytes", run => Invariant($"{run.Traffic.BytesOut:N0}"));
        Row("seconds", run => Invariant($"{run.Elapsed.TotalSeconds:0.000}"));
        Row("embed p50 / p95, ms", run => Percentiles(run.Latencies.Embed));
        Row("store p50 / p95, ms", run => Percentiles(run.Latencies.Store));
        Row("search p50 / p95, ms", run => Percentiles(run.Latencies.Search));
        Row("cache hits", run => Invariant($"{run.CacheHits:N0}"));
        Row("batches", run => Invariant($"{run.Traffic.BulkRequests:N0}"));
        return table;

        void Row(string title, Func<RunResult, string> cell) => table.AddRow([title, .. runs.Select(cell)]);
    }

    private static string Percentiles(Latency latency) => Invariant($"{latency.P50Ms:0.000} / {latency.P95Ms:0.000}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
