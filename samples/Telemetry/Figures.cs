namespace TelemetrySample;

/// <summary>What has arrived at the collector.</summary>
/// <param name="Spans">Spans by name.</param>
/// <param name="Links">Links of the bulk call's span.</param>
/// <param name="Searches">Searches in the histogram of durations, by kind of memory.</param>
/// <param name="Failures">Those of them that failed, all with one type of error.</param>
/// <param name="Hits">Requests that the cache answered.</param>
/// <param name="BulkCalls">Bulk calls in the histogram of batch sizes.</param>
/// <param name="TellsSystem">Whether processor time and memory are among the figures.</param>
internal sealed record Figures(
    IReadOnlyDictionary<string, int> Spans,
    int Links,
    IReadOnlyDictionary<string, int> Searches,
    int Failures,
    int Hits,
    int BulkCalls,
    bool TellsSystem)
{
    private const string Operation = "db.operation.name";
    private const string Kind = "memory.type";
    private const string Durations = "db.client.operation.duration";
    private const string Search = "IRecall.SearchAsync";
    private const string BulkSpan = "BATCH IRecall.EmbedAsync";

    private static readonly string[] SystemInstruments = ["dotnet.process.cpu.time", "dotnet.process.memory.working_set"];

    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold
        => Spans.GetValueOrDefault(Search) == TelemetryJob.Searches
            && Spans.GetValueOrDefault("IRecall.GetAsync") == TelemetryJob.Notes
            && Spans.GetValueOrDefault("IRecall.EmbedAsync") == TelemetryJob.Texts
            && Links == TelemetryJob.Texts - 1
            && Searches.Count == 3
            && Searches.Values.Sum() == TelemetryJob.Searches
            && Failures == 3
            && Hits == TelemetryJob.Gets - TelemetryJob.Notes
            && BulkCalls == 2
            && TellsSystem;

    /// <summary>The figures of a collector. Of points that came more than once the last counts: they are sums.</summary>
    public static Figures Of(Collector collector)
    {
        var spans = collector.Spans.Where(span => span.Name.Contains("IRecall.", StringComparison.Ordinal)).ToList();
        var searches = Last(collector, Durations, Operation, Search);
        return new(
            spans.CountBy(span => span.Name).ToDictionary(),
            spans.Where(span => span.Name == BulkSpan).Sum(span => span.Links),
            searches.GroupBy(series => series.Tags[Kind]).ToDictionary(kind => kind.Key, kind => kind.Sum(ValueOf)),
            searches.Where(series => series.Tags.GetValueOrDefault("error.type") == "System.IO.IOException").Sum(ValueOf),
            Last(collector, "cache.requests", "cache.name", "IRecall.GetAsync")
                .Where(series => series.Tags["cache.request.type"] == "hit").Sum(ValueOf),
            Last(collector, "db.operation.batch.size", Operation, "IRecall.EmbedAsync").Sum(ValueOf),
            SystemInstruments.All(name => collector.Series.Any(series => series.Instrument == name)));
    }

    public string ToTable() => $"""
        spans
          IRecall.SearchAsync              {Spans.GetValueOrDefault(Search),6}
          IRecall.GetAsync, misses         {Spans.GetValueOrDefault("IRecall.GetAsync"),6}
          IRecall.EmbedAsync               {Spans.GetValueOrDefault("IRecall.EmbedAsync"),6}
          their bulk call, linked to       {Links,6}
        durations of searches
          memory.type=Episodic             {Searches.GetValueOrDefault("Episodic"),6}
          memory.type=Semantic             {Searches.GetValueOrDefault("Semantic"),6}
          memory.type=Procedural           {Searches.GetValueOrDefault("Procedural"),6}
          error.type=System.IO.IOException {Failures,6}
        cache hits                         {Hits,6}
        bulk calls                         {BulkCalls,6}
        processor time and memory          {(TellsSystem ? "yes" : "no"),6}
        """;

    private static List<ReceivedSeries> Last(Collector collector, string instrument, string tag, string value)
        => [.. collector.Series
            .Where(series => series.Instrument == instrument && series.Tags.GetValueOrDefault(tag) == value)
            .GroupBy(series => string.Join(',', series.Tags.OrderBy(one => one.Key, StringComparer.Ordinal)))
            .Select(points => points.MaxBy(point => point.Value)!)];

    private static int ValueOf(ReceivedSeries series) => (int)series.Value;
}
