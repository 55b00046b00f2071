using System.Text.Json;
using AgentMemory.Cli;

namespace AgentMemory.Tests.Cli;

[Collection(OneRunAtATime.Name)]
public sealed class ApplicationTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task RunAsync_Help_ShowsTheUsage()
    {
        Assert.Equal(0, await RunAsync("--help"));
        Assert.Contains("--only RUN", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    [Theory]
    [InlineData(2, "unknown option", "--bogus")]
    [InlineData(2, "--only takes", "--only", "fast")]
    [InlineData(1, "no such file or folder", "--input", "missing.jsonl")]
    [InlineData(1, "no such file or folder", "--input", "missing/folder")]
    public async Task RunAsync_WhatCannotBeDone_IsOneLineAndAnExitCode(int code, string reason, params string[] arguments)
    {
        Assert.Equal(code, await RunAsync(arguments));
        Assert.Empty(_output.ToString());
        var line = Assert.Single(Lines(_error));
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FileOfAnUnknownKind_IsRefused()
    {
        var path = _folder.Write("picture.png", "x");

        Assert.Equal(1, await RunAsync("--input", path));
        Assert.Contains("picture.png: not a .jsonl", Assert.Single(Lines(_error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NoUsableLine_NamesEachAndIsRefused()
    {
        var path = _folder.Write("bad.jsonl", "{\n[]\n");

        Assert.Equal(1, await RunAsync("--input", path));
        Assert.Equal(
            [$"{path}:1: not valid JSON", $"{path}:2: not a JSON object", $"AgentMemory: {path}: no usable text in it"],
            Lines(_error));
    }

    [Fact]
    public async Task RunAsync_Json_IsOneObjectWithEveryRun()
    {
        var path = _folder.Write("talk.jsonl", SmallCorpus.ToTranscript() + "broken\n");

        Assert.Equal(0, await RunAsync("--json", "--input", path, "--ask", SmallCorpus.Question, "--ask", "a blue rope"));

        using var report = JsonDocument.Parse(Assert.Single(Lines(_output)));
        var root = report.RootElement;
        foreach (var run in new[] { "sequential", "plain", "decorated" })
        {
            AssertRun(root.GetProperty(run));
        }

        Assert.Equal(0, root.GetProperty("repeat").GetProperty("roundTrips").GetInt64());
        Assert.True(root.GetProperty("answersAgree").GetBoolean());
        Assert.Equal(SmallCorpus.Count, root.GetProperty("input").GetProperty("passages").GetInt32());
        Assert.Equal(1, root.GetProperty("input").GetProperty("skipped").GetInt32());
        Assert.Equal(2, root.GetProperty("answers").GetArrayLength());
        Assert.Contains($"{path}:{SmallCorpus.Count + 1}: not valid JSON", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Json_AnswersSayWhoAndWhen()
    {
        var path = _folder.Write(
            "talk.jsonl",
            """
            {"text":"The red lantern is in the cellar.","speaker":"Ann","session":"day-1","elapsed_seconds":61}
            {"text":"Nobody knows.","speaker":"Bo","session":"day-1","elapsed_seconds":null}
            """);

        Assert.Equal(0, await RunAsync("--json", "--only", "decorated", "--input", path, "--ask", "the red lantern"));

        using var report = JsonDocument.Parse(_output.ToString());
        var question = report.RootElement.GetProperty("answers")[0];
        var best = question.GetProperty("results")[0];
        Assert.Equal("the red lantern", question.GetProperty("question").GetString());
        Assert.Equal("The red lantern is in the cellar.", best.GetProperty("text").GetString());
        Assert.Equal("Ann", best.GetProperty("speaker").GetString());
        Assert.Equal("day-1", best.GetProperty("session").GetString());
        Assert.Equal(61, best.GetProperty("elapsedSeconds").GetDouble());
        Assert.InRange(best.GetProperty("score").GetDouble(), 0.3, 1.0);
        Assert.False(report.RootElement.TryGetProperty("plain", out _));
    }

    [Fact]
    public async Task RunAsync_NoArgumentsButJson_ReadsTheDocumentationOfThisRepository()
    {
        Assert.Equal(0, await RunAsync("--json"));

        using var report = JsonDocument.Parse(_output.ToString());
        var root = report.RootElement;
        Assert.Equal(0, root.GetProperty("repeat").GetProperty("roundTrips").GetInt64());
        Assert.True(root.GetProperty("answersAgree").GetBoolean());
        Assert.NotEqual(0, root.GetProperty("answers")[0].GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task RunAsync_RedirectedOutput_HasTableAndAnswersWithoutEscapes()
    {
        var path = _folder.Write("talk.jsonl", SmallCorpus.ToTranscript());

        Assert.Equal(0, await RunAsync("--input", path, "--ask", SmallCorpus.Question));

        var shown = _output.ToString();
        Assert.DoesNotContain('\u001b', shown);
        Assert.Contains("round trips", shown, StringComparison.Ordinal);
        Assert.Contains("red lantern", shown, StringComparison.Ordinal);
        Assert.Contains("000:01:00", shown, StringComparison.Ordinal);
        Assert.Contains("plain / decorated: ", shown, StringComparison.Ordinal);
        Assert.Contains("asked again, decorated: 0 round trips", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CancelledBeforeTheStart_LeavesWith130AndNoTrace()
    {
        var path = _folder.Write("talk.jsonl", SmallCorpus.ToTranscript());

        var code = await Application.RunAsync(["--input", path], _output, _error, new CancellationToken(canceled: true));

        Assert.Equal(130, code);
        Assert.Equal(["interrupted"], Lines(_error));
    }

    [Fact]
    public async Task RunAsync_CancelledWhileReading_LeavesWith130AndNoTrace()
    {
        var path = _folder.Write("talk.jsonl", "broken\n" + SmallCorpus.ToTranscript());
        using var source = new CancellationTokenSource();
        using var error = new TriggerWriter("not valid JSON", source.Cancel);

        var code = await Application.RunAsync(["--input", path], _output, error, source.Token);

        Assert.Equal(130, code);
        Assert.Equal($"{path}:1: not valid JSON\ninterrupted\n", error.Written);
        Assert.Empty(_output.ToString());
    }

    private Task<int> RunAsync(params string[] arguments) => Application.RunAsync(arguments, _output, _error, Token);

    private static string[] Lines(StringWriter writer)
        => writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void AssertRun(JsonElement run)
    {
        Assert.True(run.GetProperty("roundTrips").GetInt64() > 0);
        Assert.True(run.GetProperty("seconds").GetDouble() > 0);
        Assert.True(run.GetProperty("p50Ms").GetDouble() > 0);
        Assert.True(run.GetProperty("p95Ms").GetDouble() >= run.GetProperty("p50Ms").GetDouble());
        Assert.Equal(SmallCorpus.Count, run.GetProperty("operations").GetProperty("store").GetProperty("calls").GetInt32());
    }
}
