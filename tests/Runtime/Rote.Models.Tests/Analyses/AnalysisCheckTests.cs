using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Rote.Models.Tests.Analyses;

/// <summary>An answer beside the wrong name is found out, also where inputs begin alike or have no ASCII letter.</summary>
public sealed class AnalysisCheckTests
{
    private const string Long = "The user with the account of the customer says to the assistant: ";

    public static TheoryData<string, string> Inputs => new()
    {
        { Long + "I like tea", Long + "I like coffee" },
        { Long, Long + "more" },
        { Long + "- ", Long + "+ " },
        { "我喜欢喝茶", "我喜欢咖啡" },
        { "🙂", "🙁" },
        { "чай", "кофе" },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void TrySplit_AnswersBesideTheWrongNames_AreRefused(string one, string other)
    {
        string[] inputs = [one, other];
        var envelope = new AnalysisEnvelope(inputs, NextId());
        var asked = JsonNode.Parse(envelope.MessagesFor("Shout")[1].Text)!.AsArray();

        // Whether answers are about the input beside which they stand.
        string[]? right = envelope.TrySplit(Answer(asked, [0, 1]));
        string[]? wrong = envelope.TrySplit(Answer(asked, [1, 0]));

        Assert.True(wrong is null || !envelope.CanBeChecked, "Swapped answers reached their callers.");
        Assert.Equal(inputs, right);
        Assert.Equal(one != "🙂" && !one.EndsWith("- ", StringComparison.Ordinal), envelope.CanBeChecked);
    }

    [Fact]
    public async Task AnalyzeAsync_InputsThatCannotBeToldApart_AreAskedAlone()
    {
        var held = new TaskCompletionSource();
        var model = new FakeAnalyst { Gate = held.Task };
        await using var analyses = new MergedAnalyses(model, new() { MaxConcurrentRequests = 1 });
        Task<string>[] calls =
        [
            analyses.AnalyzeAsync("Wait", "first", null, TestContext.Current.CancellationToken).AsTask(),
            analyses.AnalyzeAsync("Shout", "🙂", null, TestContext.Current.CancellationToken).AsTask(),
            analyses.AnalyzeAsync("Shout", "🙁", null, TestContext.Current.CancellationToken).AsTask(),
        ];
        held.SetResult();

        Assert.Equal(["FIRST", "🙂", "🙁"], await Task.WhenAll(calls));
        Assert.All(model.Requests, inputs => Assert.Single(inputs));
    }

    [Fact]
    public async Task AnalyzeAsync_RefusalThatEndsAsIfItWereAnAnswer_IsAnException()
    {
        using var model = new RefusingClient();
        await using var analyses = new MergedAnalyses(model);

        await Assert.ThrowsAsync<AnalysisException>(
            () => analyses.AnalyzeAsync("Shout", "a", null, TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task AnalyzeAsync_InputThatCannotBeCounted_FailsItsCallerAlone()
    {
        var held = new TaskCompletionSource();
        var model = new FakeAnalyst { Gate = held.Task };
        await using var analyses = new MergedAnalyses(model, new()
        {
            MaxConcurrentRequests = 1,
            CountTokens = static input => input == "bad" ? throw new FormatException("bad") : 1,
        });
        var token = TestContext.Current.CancellationToken;
        var first = analyses.AnalyzeAsync("Wait", "first", null, token).AsTask();
        var good = analyses.AnalyzeAsync("Shout", "good", null, token).AsTask();
        var bad = AnalyzeBadAsync();
        held.SetResult();

        await Assert.ThrowsAsync<FormatException>(() => bad);
        Assert.Equal(["FIRST", "GOOD"], await Task.WhenAll(first, good));

        async Task AnalyzeBadAsync() => await analyses.AnalyzeAsync("Shout", "bad", null, token);
    }

    [Fact]
    public void MessagesFor_Instruction_EndsBeforeTheRules()
    {
        var messages = new AnalysisEnvelope(["a", "b"], NextId()).MessagesFor("Shout");

        Assert.StartsWith("Shout\n\n", messages[0].Text, StringComparison.Ordinal);
    }

    private static Func<string> NextId()
    {
        int last = 0;
        return () => $"id{last++}";
    }

    /// <summary>What a model says that mixes names up, and repeats what each answer is about.</summary>
    private static ChatResponse Answer(JsonArray asked, int[] places)
    {
        var answers = new JsonArray([.. asked.Select((input, i) => (JsonNode)new JsonObject
        {
            ["id"] = (string)input!["id"]!,
            ["about"] = (string)asked[places[i]]!["about"]!,
            ["answer"] = (string)asked[places[i]]!["input"]!,
        })]);
        return new(new ChatMessage(ChatRole.Assistant, new JsonObject { ["answers"] = answers }.ToJsonString()));
    }

    private sealed class RefusingClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [new ErrorContent("I will not")]))
            {
                FinishReason = ChatFinishReason.Stop,
            });

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
