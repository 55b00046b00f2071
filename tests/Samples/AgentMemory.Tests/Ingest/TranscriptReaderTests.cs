using AgentMemory.Ingest;

namespace AgentMemory.Tests.Ingest;

public sealed class TranscriptReaderTests
{
    [Fact]
    public async Task ReadAsync_WholeLine_KeepsEveryField()
    {
        var (passages, skipped) = await ReadAsync(
            """{"id":"a-1","session":"day-00","elapsed_seconds":2,"speaker":"CDR","text":"The clock is running."}""");

        Assert.Equal(new Passage("a-1", "The clock is running.", "CDR", "day-00", 2), Assert.Single(passages));
        Assert.Empty(skipped);
    }

    [Theory]
    [InlineData("""{"text":"x","elapsed_seconds":null}""", null)]
    [InlineData("""{"text":"x"}""", null)]
    [InlineData("""{"text":"x","elapsed_seconds":1.5}""", 1.5)]
    [InlineData("""{"text":"x","elapsed_seconds":-3}""", -3.0)]
    public async Task ReadAsync_ElapsedSeconds_MayBeUnknown(string line, double? expected)
    {
        var (passages, _) = await ReadAsync(line);
        Assert.Equal(expected, Assert.Single(passages).ElapsedSeconds);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("plain text", "not valid JSON")]
    [InlineData("""{"text":"x"} trailing""", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    [InlineData("{}", "text is missing or empty")]
    [InlineData("""{"text":null}""", "text is missing or empty")]
    [InlineData("""{"text":"  "}""", "text is missing or empty")]
    [InlineData("""{"text":7}""", "text is not a string")]
    [InlineData("""{"text":"\ud800"}""", "text holds half a surrogate pair")]
    [InlineData("""{"text":"x","speaker":1}""", "speaker is not a string")]
    [InlineData("""{"text":"x","elapsed_seconds":"5"}""", "elapsed_seconds is not a number of seconds")]
    [InlineData("""{"text":"x","elapsed_seconds":1e999}""", "elapsed_seconds is not a number of seconds")]
    public async Task ReadAsync_MalformedLine_IsNamedAndTheRestIsRead(string line, string reason)
    {
        var (passages, skipped) = await ReadAsync("{\"text\":\"before\"}\n" + line + "\n{\"text\":\"after\"}\n");

        Assert.Equal(["before", "after"], passages.Select(passage => passage.Text));
        Assert.Equal($"in/talk.jsonl:2: {reason}", Assert.Single(skipped));
    }

    [Fact]
    public async Task ReadAsync_BlankLinesAndCarriageReturns_AreNoMistakes()
    {
        var (passages, skipped) = await ReadAsync("\r\n{\"text\":\"a\"}\r\n\r\n  \r\n{\"text\":\"b\"}\r\n");

        Assert.Equal(["a", "b"], passages.Select(passage => passage.Text));
        Assert.Empty(skipped);
    }

    [Fact]
    public async Task ReadAsync_LineWithoutId_IsKnownByItsPlace()
    {
        var (passages, _) = await ReadAsync("\n{\"text\":\"a\"}");
        Assert.Equal("talk.jsonl:2", Assert.Single(passages).Id);
    }

    [Fact]
    public async Task ReadAsync_EqualIds_StayTwoPassages()
    {
        var (passages, _) = await ReadAsync("{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"a\",\"text\":\"two\"}");
        Assert.Equal(2, passages.Select(passage => passage.Id).Distinct().Count());
    }

    [Fact]
    public async Task ReadAsync_LongText_IsCutBetweenWordsAndNothingIsLost()
    {
        var text = string.Join(' ', Enumerable.Repeat("lantern", 600));
        var (passages, _) = await ReadAsync($$"""{"text":"{{text}}"}""");

        Assert.True(passages.Count > 1);
        Assert.All(passages, passage => Assert.InRange(passage.Text.Length, 1, 1500));
        Assert.Equal(text, string.Join(' ', passages.Select(passage => passage.Text)));
    }

    [Fact]
    public async Task ReadAsync_EndlessLine_IsNamedAndTheRestIsRead()
    {
        var (passages, skipped) = await ReadAsync(
            "{\"text\":\"" + new string('x', 1024 * 1024) + "\"}\n{\"text\":\"after\"}");

        Assert.Equal("after", Assert.Single(passages).Text);
        Assert.Equal("in/talk.jsonl:1: longer than 1048576 characters", Assert.Single(skipped));
    }

    [Fact]
    public async Task ReadAsync_ManyMalformedLines_AreCountedBeyondThoseNamed()
    {
        var (_, skipped) = await ReadAsync(string.Concat(Enumerable.Repeat("?\n", 150)));

        Assert.Equal(101, skipped.Count);
        Assert.Equal("... and 50 more skipped", skipped[^1]);
    }

    private static async Task<(IReadOnlyList<Passage> Passages, IReadOnlyList<string> Skipped)> ReadAsync(string text)
    {
        using var source = new StringReader(text);
        using var warnings = new StringWriter { NewLine = "\n" };
        var passages = new PassageList();
        var skips = new SkipLog(warnings);
        await TranscriptReader.ReadAsync(source, "in/talk.jsonl", passages, skips, TestContext.Current.CancellationToken);
        skips.Complete();
        return (passages.Passages, warnings.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
