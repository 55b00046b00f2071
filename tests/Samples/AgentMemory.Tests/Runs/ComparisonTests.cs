using AgentMemory.Client;
using AgentMemory.Runs;
using AgentMemory.Server;

namespace AgentMemory.Tests.Runs;

[Collection(OneRunAtATime.Name)]
public sealed class ComparisonTests
{
    private const int PlainRoundTrips = (2 * SmallCorpus.Count) + 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_AllRuns_FindTheSameAnswers()
    {
        var result = await CompareAsync(RunKind.Sequential, RunKind.Plain, RunKind.Decorated);

        Assert.True(result.AnswersAgree);
        Assert.All(result.Runs, run => Assert.Equal(Workload.AnswerLimit, Assert.Single(run.Replies).Answers.Count));
        Assert.Contains("red lantern", result.Runs[0].Replies[0].Answers[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Decorated_MakesFarFewerRoundTripsThanPlain()
    {
        var result = await CompareAsync(RunKind.Plain, RunKind.Decorated);

        Assert.Equal(PlainRoundTrips, result.Runs[0].Traffic.RoundTrips);
        Assert.Equal(0, result.Runs[0].Traffic.BulkRequests);
        // Few texts and a cold batcher: the real figures are measured on the transcript.
        Assert.InRange(result.Runs[1].Traffic.RoundTrips, 1, PlainRoundTrips / 4);
        Assert.True(result.Runs[1].Traffic.BulkRequests > 0);
        Assert.True(result.Runs[1].Traffic.BytesOut < result.Runs[0].Traffic.BytesOut);
    }

    [Fact]
    public async Task RunAsync_AskingAgainDecorated_MakesNoRoundTrip()
    {
        var result = await CompareAsync(RunKind.Decorated);

        Assert.NotNull(result.Repeat);
        Assert.Equal(0, result.Repeat.RoundTrips);
        // The embedding of the question and its answer, at least.
        Assert.True(result.Runs[0].CacheHits >= 2);
    }

    [Fact]
    public async Task RunAsync_Sequential_MakesOneRoundTripPerCall()
    {
        var result = await CompareAsync(RunKind.Sequential);

        var run = Assert.Single(result.Runs);
        Assert.Equal(PlainRoundTrips, run.Traffic.RoundTrips);
        Assert.Equal(SmallCorpus.Count + 1, run.Latencies.Embed.Calls);
        Assert.Equal(SmallCorpus.Count, run.Latencies.Store.Calls);
        Assert.Equal(1, run.Latencies.Search.Calls);
        Assert.Equal(PlainRoundTrips, run.Latencies.Overall.Calls);
        Assert.Equal(0, run.CacheHits);
        Assert.Null(result.Repeat);
    }

    [Fact]
    public async Task RunAsync_EveryRun_TellsItsProgress()
    {
        var display = new RecordingDisplay();
        await CompareAsync(display, [RunKind.Plain, RunKind.Decorated], Token);

        Assert.Equal(
            [("warm-up", 5 * 2 * SmallCorpus.Count), ("plain", SmallCorpus.Count), ("decorated", SmallCorpus.Count)],
            display.Bars.Select(bar => (bar.Title, bar.Done)));
    }

    [Theory]
    [InlineData("sequential")]
    [InlineData("plain")]
    [InlineData("decorated")]
    public async Task RunAsync_CancelledInTheMiddle_StopsTheRun(string title)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var display = new RecordingDisplay { OnProgress = bar => CancelAt(bar, title, source) };
        RunKind[] kinds = [RunKind.Sequential, RunKind.Plain, RunKind.Decorated];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CompareAsync(display, kinds, source.Token));

        Assert.Equal(title, display.Bars[^1].Title);
    }

    [Fact]
    public void AnswersAgree_OtherAnswers_SaysSo()
    {
        var one = Result(new Answer("1", "a", Speaker: null, Session: null, ElapsedSeconds: null, Score: 1));
        var other = Result(new Answer("2", "a", Speaker: null, Session: null, ElapsedSeconds: null, Score: 1));

        Assert.False(new ComparisonResult([one, other], Repeat: null).AnswersAgree);
        Assert.True(new ComparisonResult([one, one], Repeat: null).AnswersAgree);
    }

    private static RunResult Result(Answer answer)
    {
        var none = new Latency(0, 0, 0);
        return new RunResult
        {
            Kind = RunKind.Plain,
            Traffic = default,
            Elapsed = TimeSpan.Zero,
            Latencies = new Latencies(none, none, none, none),
            Replies = [new Reply("q", [answer])],
        };
    }

    private static void CancelAt(RecordingDisplay.Bar bar, string title, CancellationTokenSource source)
    {
        if (bar.Title == title)
        {
            source.Cancel();
        }
    }

    private static Task<ComparisonResult> CompareAsync(params RunKind[] kinds)
        => CompareAsync(new RecordingDisplay(), kinds, Token);

    private static async Task<ComparisonResult> CompareAsync(
        IProgressDisplay display, RunKind[] kinds, CancellationToken cancellationToken)
    {
        using var embedder = SmallCorpus.CreateEmbedder();
        await using var server = await MemoryServer.StartAsync(embedder, cancellationToken);
        using var client = HttpAgentMemory.CreateClient(server.Address);
        var comparison = new Comparison(server, client, TimeProvider.System);
        return await comparison.RunAsync(SmallCorpus.Workload, kinds, display, cancellationToken);
    }
}
