using Microsoft.Extensions.AI;

namespace Rote.Models.Tests.Chat;

/// <summary>Prompts that are answered without a model, and prompts that are not worth one.</summary>
public sealed class ChatTemplateTests
{
    private readonly FakeChatClient _provider = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void FromPattern_ThatClosesAGroupItDidNotOpen_IsRefused()
        => Assert.ThrowsAny<ArgumentException>(() => ChatTemplate.FromPattern("x", "hello)|(bye", "y"));

    [Fact]
    public async Task GetResponseAsync_PatternMatches_AnswersWithoutACall()
    {
        await using var client = Client(
            ChatTemplate.FromPattern("greeting", @"hello,? (?<name>\w+)[.!]*", "Hello ${name}, how can I help?"));

        var answer = await client.GetResponseAsync("  Hello Ann! ", cancellationToken: Token);
        var streamed = await client.GetStreamingResponseAsync("hello Bob", cancellationToken: Token).ToChatResponseAsync(Token);
        await client.GetResponseAsync("Hello Ann, what is the weather?", cancellationToken: Token);

        Assert.Equal("Hello Ann, how can I help?", answer.Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal("template:greeting", answer.AdditionalProperties![RoteChatClient.SourceProperty]);
        Assert.Equal("Hello Bob, how can I help?", streamed.Text);
        Assert.Equal(["Hello Ann, what is the weather?"], _provider.Requests);
        Assert.Equal(2, client.Statistics.Templated);
    }

    [Fact]
    public async Task GetResponseAsync_SeveralTemplates_TheFirstWithAnAnswerGivesIt()
    {
        await using var client = Client(
            new ChatTemplate("none", static _ => null),
            new ChatTemplate("gas", static prompt => prompt.Contains("gas", StringComparison.Ordinal) ? "Wait." : null),
            new ChatTemplate("all", static _ => "Go."));

        Assert.Equal("Wait.", (await client.GetResponseAsync("gas is high", cancellationToken: Token)).Text);
        Assert.Equal("Go.", (await client.GetResponseAsync("all is well", cancellationToken: Token)).Text);
        Assert.Empty(_provider.Requests);
    }

    [Fact]
    public async Task GetResponseAsync_JsonOrAToolIsWanted_TemplatesAreNotAsked()
    {
        await using var client = Client(new ChatTemplate("all", static _ => "Go."));

        await client.GetResponseAsync("one", new ChatOptions { ResponseFormat = ChatResponseFormat.Json }, Token);
        await client.GetResponseAsync("two", new ChatOptions { ToolMode = ChatToolMode.RequireAny }, Token);
        await client.GetResponseAsync([new(ChatRole.Assistant, "three")], cancellationToken: Token);

        Assert.Equal(3, _provider.Requests.Count);
    }

    [Fact]
    public void FromPattern_PatternThatNeedsBacktracking_IsRefused()
    {
        Assert.Throws<NotSupportedException>(() => ChatTemplate.FromPattern("a", @"(a)\1", "b"));
        Assert.ThrowsAny<ArgumentException>(() => ChatTemplate.FromPattern("a", "(", "b"));
        Assert.ThrowsAny<ArgumentException>(() => ChatTemplate.FromPattern("", "a", "b"));
    }

    [Fact]
    public async Task GetResponseAsync_PatternThatWouldBacktrack_TakesLinearTime()
    {
        await using var client = Client(ChatTemplate.FromPattern("evil", "(a+)+", "b"));

        var answer = await client.GetResponseAsync(new string('a', 5_000) + "!", cancellationToken: Token);

        Assert.StartsWith("Answer to", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_NotWorthACall_IsSkipped()
    {
        await using var client = _provider.UseRote(
            new() { IsWorthACall = new MemorableText().IsWorthACall, SkippedAnswer = """{"memories":[]}""" });

        var answer = await client.GetResponseAsync("ok thanks", cancellationToken: Token);
        await client.GetResponseAsync(
            "Please remember that my sister Ann lives in Bonn and has two cats.", cancellationToken: Token);

        Assert.Equal("""{"memories":[]}""", answer.Text);
        Assert.Equal("skipped", answer.AdditionalProperties![RoteChatClient.SourceProperty]);
        Assert.Single(_provider.Requests);
        Assert.Equal(1, client.Statistics.Skipped);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("I love jazz", false)]
    [InlineData("I love to listen to jazz when it rains in the evening", true)]
    [InlineData("The gloves are on the table next to the old red lamp", false)]
    [InlineData("NEVER put any sugar in my coffee, I don't take it at all", true)]
    [InlineData("one two three four five six seven eight nine always", true)]
    [InlineData("one two three four five six seven eight always", false)]
    public void IsWorthACall_Text_HasEnoughWordsAndAKeyword(string text, bool expected)
        => Assert.Equal(expected, new MemorableText().IsWorthACall(text));

    [Fact]
    public void IsWorthACall_WithoutKeywords_CountsWords()
    {
        var text = new MemorableText { MinWords = 3, Keywords = [] };

        Assert.True(text.IsWorthACall("one two three"));
        Assert.False(text.IsWorthACall("one two"));
    }

    private RoteChatClient Client(params ChatTemplate[] templates)
    {
        var options = new RoteChatOptions();
        foreach (var template in templates)
        {
            options.Templates.Add(template);
        }

        return _provider.UseRote(options);
    }
}
