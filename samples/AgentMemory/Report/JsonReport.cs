using System.Text.Json;
using System.Text.Json.Serialization;
using AgentMemory.Ingest;
using AgentMemory.Runs;

namespace AgentMemory.Report;

/// <summary>The one object of <c>--json</c>. Runs that were not made are absent.</summary>
internal sealed record JsonReport
{
    public required JsonInput Input { get; init; }

    public required int Concurrency { get; init; }

    public required IReadOnlyList<string> Order { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonRun? Sequential { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonRun? Plain { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonRun? Decorated { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonRepeat? Repeat { get; init; }

    public required bool AnswersAgree { get; init; }

    public required IReadOnlyList<JsonQuestion> Answers { get; init; }

    /// <summary>The report of a comparison.</summary>
    public static JsonReport From(Corpus corpus, ComparisonResult result) => new()
    {
        Input = new JsonInput(corpus.Source, corpus.Passages.Count, corpus.Skipped),
        Concurrency = Workload.Concurrency,
        Order = [.. result.Runs.Select(run => Comparison.Name(run.Kind))],
        Sequential = Run(result, RunKind.Sequential),
        Plain = Run(result, RunKind.Plain),
        Decorated = Run(result, RunKind.Decorated),
        Repeat = result.Repeat is { } repeat ? new JsonRepeat(repeat.RoundTrips, repeat.Elapsed.TotalSeconds) : null,
        AnswersAgree = result.AnswersAgree,
        Answers = [.. result.Runs[^1].Replies.Select(Question)],
    };

    /// <summary>Writes it as one line.</summary>
    public void WriteTo(TextWriter writer)
        => writer.WriteLine(JsonSerializer.Serialize(this, JsonReportContext.Default.JsonReport));

    private static JsonRun? Run(ComparisonResult result, RunKind kind)
        => result.Runs.FirstOrDefault(run => run.Kind == kind) is { } run ? JsonRun.From(run) : null;

    private static JsonQuestion Question(Reply reply)
        => new(reply.Question, [.. reply.Answers.Select(answer => new JsonAnswer(
            answer.Id, answer.Text, answer.Speaker, answer.Session, answer.ElapsedSeconds, answer.Score))]);
}
