using System.Text.Json;
using AgentMemory.Cli;
using AgentMemory.Ingest;

namespace AgentMemory.Tests;

/// <summary>The real transcript, where it lies beside the repository; it is too large to be part of it.</summary>
[Collection(OneRunAtATime.Name)]
public sealed class ApolloTests
{
    private const string Question = "what happened to the oxygen tank";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OnTheTranscript_AnswersFromItWithFarFewerRoundTrips()
    {
        var path = Find();
        Assert.SkipUnless(path is not null, "../shared/data/apollo13.jsonl is not there");
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(0, await Application.RunAsync(["--json", "--input", path, "--ask", Question], output, error, Token));

        using var report = JsonDocument.Parse(output.ToString());
        var root = report.RootElement;
        var plain = root.GetProperty("plain").GetProperty("roundTrips").GetInt64();
        var decorated = root.GetProperty("decorated").GetProperty("roundTrips").GetInt64();
        Assert.True(plain >= 20 * decorated, $"plain {plain}, decorated {decorated}");
        Assert.Equal(0, root.GetProperty("repeat").GetProperty("roundTrips").GetInt64());
        Assert.True(root.GetProperty("answersAgree").GetBoolean());
        var answers = root.GetProperty("answers")[0].GetProperty("results").EnumerateArray().ToArray();
        Assert.Contains(answers, answer => Mentions(answer, "oxygen"));
        Assert.Contains(answers, answer => Mentions(answer, "tank"));
    }

    [Fact]
    public async Task ReadAsync_OnTheTranscript_UsesEveryLine()
    {
        var path = Find();
        Assert.SkipUnless(path is not null, "../shared/data/apollo13.jsonl is not there");

        var corpus = await CorpusReader.ReadAsync(path, TextWriter.Null, Token);

        Assert.Equal(0, corpus.Skipped);
        // 10,876 utterances, a few of them too long for one passage.
        Assert.InRange(corpus.Passages.Count, 10_876, 10_900);
    }

    private static bool Mentions(JsonElement answer, string word)
        => answer.GetProperty("text").GetString()!.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Toolkit.sln")))
            {
                var path = Path.Combine(at.FullName, "..", "shared", "data", "apollo13.jsonl");
                return File.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
