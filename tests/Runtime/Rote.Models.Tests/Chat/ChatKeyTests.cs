using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.AI;

// Under evaluation at the provider of the abstractions; a request that uses it has no key.
#pragma warning disable MEAI001

namespace Rote.Models.Tests.Chat;

/// <summary>The key of a request is all of it; what has no text form has no key.</summary>
public sealed class ChatKeyTests
{
    private static readonly ChatKeys Keys = new(new RoteChatOptions(), new ChatClientMetadata("fake", null, "talker"));

    private static readonly Dictionary<string, Action<ChatOptions>> Changes = new()
    {
        [nameof(ChatOptions.Instructions)] = static options => options.Instructions = "be brief",
        [nameof(ChatOptions.Temperature)] = static options => options.Temperature = 0.5f,
        [nameof(ChatOptions.MaxOutputTokens)] = static options => options.MaxOutputTokens = 5,
        [nameof(ChatOptions.TopP)] = static options => options.TopP = 0.5f,
        [nameof(ChatOptions.TopK)] = static options => options.TopK = 5,
        [nameof(ChatOptions.FrequencyPenalty)] = static options => options.FrequencyPenalty = 0.5f,
        [nameof(ChatOptions.PresencePenalty)] = static options => options.PresencePenalty = 0.5f,
        [nameof(ChatOptions.Seed)] = static options => options.Seed = 5,
        [nameof(ChatOptions.Reasoning)] = static options => options.Reasoning = new() { Effort = ReasoningEffort.High },
        [nameof(ChatOptions.ResponseFormat)] = static options => options.ResponseFormat = ChatResponseFormat.Json,
        [nameof(ChatOptions.ModelId)] = static options => options.ModelId = "other",
        [nameof(ChatOptions.StopSequences)] = static options => options.StopSequences = ["5"],
        [nameof(ChatOptions.AllowMultipleToolCalls)] = static options => options.AllowMultipleToolCalls = false,
        [nameof(ChatOptions.ToolMode)] = static options => options.ToolMode = ChatToolMode.None,
        [nameof(ChatOptions.Tools)] = static options => options.Tools = [Function("look", "looks")],
        [nameof(ChatOptions.AdditionalProperties)] = static options => options.AdditionalProperties = new() { ["a"] = 5 },
    };

    /// <summary>Those whose requests have no key; the others stand in <see cref="Changes"/>.</summary>
    private static readonly string[] WithoutKey =
    [
        nameof(ChatOptions.ConversationId), nameof(ChatOptions.RawRepresentationFactory), "AllowBackgroundResponses",
        "ContinuationToken",
    ];

    [Fact]
    public void KeyOf_ServersThatShareNames_StayApart()
    {
        ChatMessage[] messages = [new(ChatRole.User, "a")];
        ChatKey?[] keys = [.. new[] { "http://one:1/v1", "http://two:1/v1" }.Select(address =>
            new ChatKeys(new(), new ChatClientMetadata("openai", new Uri(address), "m")).KeyOf(null, messages, null))];

        Assert.NotEqual(keys[0], keys[1]);
    }

    [Fact]
    public void KeyOf_SchemaThatIsUndefined_IsAKey()
        => Assert.NotNull(KeyOf(new ChatOptions { ResponseFormat = new ChatResponseFormatJson(default(JsonElement)) }));

    [Fact]
    public void KeyOf_EveryOption_MakesAnotherKey()
    {
        var names = typeof(ChatOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name);
        Assert.Equal(names.Order(), Changes.Keys.Concat(WithoutKey).Order());

        var keys = Changes.Values.Select(change =>
        {
            var options = new ChatOptions();
            change(options);
            return KeyOf(options)!.Value;
        }).Append(KeyOf(new ChatOptions())!.Value).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(KeyOf((ChatOptions?)null), KeyOf(new ChatOptions { ModelId = "talker" }));
    }

    [Fact]
    public void KeyOf_OptionsWithoutText_IsNone()
    {
        Assert.Null(KeyOf(new ChatOptions { ConversationId = "1" }));
        Assert.Null(KeyOf(new ChatOptions { RawRepresentationFactory = static _ => null }));
        Assert.Null(KeyOf(new ChatOptions { AllowBackgroundResponses = true }));
        Assert.Null(KeyOf(new ChatOptions { Tools = [new HostedWebSearchTool()] }));
        Assert.Null(KeyOf(new ChatOptions { AdditionalProperties = new() { ["a"] = new object() } }));
        Assert.Null(KeyOf(new OwnOptions()));
    }

    [Fact]
    public void KeyOf_ToolsThatDiffer_MakeOtherKeys()
    {
        ChatKey?[] keys =
        [
            KeyOf(Function("look", "looks")),
            KeyOf(Function("look", "finds")),
            KeyOf(Function("find", "looks")),
            KeyOf(Function("look", "looks", """{"type":"object"}""")),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], KeyOf(Function("look", "looks")));
    }

    [Fact]
    public void KeyOf_MessagesThatDiffer_MakeOtherKeys()
    {
        ChatMessage[][] requests =
        [
            [new(ChatRole.User, "ab")],
            [new(ChatRole.System, "ab")],
            [new(ChatRole.User, "a"), new(ChatRole.User, "b")],
            [new(ChatRole.User, [new TextContent("a"), new TextContent("b")])],
            [new(ChatRole.User, [new TextReasoningContent("ab")])],
            [new(ChatRole.User, "ab") { AuthorName = "me" }],
            [new(ChatRole.User, "\uD800")],
            [new(ChatRole.User, "\uFFFD")],
            [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")])],
            [new(ChatRole.User, [new DataContent(new byte[] { 2 }, "image/png")])],
            [new(ChatRole.User, [new UriContent("http://a/b.png", "image/png")])],
            [new(ChatRole.Assistant, [new FunctionCallContent("1", "f", new Dictionary<string, object?> { ["a"] = 1 })])],
            [new(ChatRole.Assistant, [new FunctionCallContent("1", "f", new Dictionary<string, object?> { ["a"] = "1" })])],
            [new(ChatRole.Tool, [new FunctionResultContent("1", "done")])],
            [new(ChatRole.Tool, [new FunctionResultContent("2", "done")])],
            [new(ChatRole.Tool, [new FunctionResultContent("1", Json("\"done\""))])],
        ];

        var keys = requests.Select(request => KeyOf(null, request)!.Value).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Fact]
    public void KeyOf_MessageWithoutText_IsNone()
    {
        Assert.Null(KeyOf(null, new ChatMessage(ChatRole.User, "a") { RawRepresentation = new object() }));
        Assert.Null(KeyOf(null, new ChatMessage(ChatRole.User, [new TextContent("a") { RawRepresentation = new object() }])));
        Assert.Null(KeyOf(null, new ChatMessage(ChatRole.User, [new OwnContent()])));
        Assert.Null(KeyOf(null, new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", new object())])));
    }

    [Fact]
    public void KeyOf_ScopesThatJoinToOneText_StayApart()
    {
        var asked = new ChatKeys(new RoteChatOptions { ScopeOf = static _ => "b" }, null);
        var other = new ChatKeys(new RoteChatOptions { ScopeOf = static _ => "" }, null);
        ChatMessage[] messages = [new(ChatRole.User, "a")];

        Assert.NotEqual(asked.KeyOf("a", messages, null), other.KeyOf("ab", messages, null));
        Assert.NotEqual(Keys.KeyOf(null, messages, null), Keys.KeyOf("", messages, null));
    }

    private static ChatKey? KeyOf(AITool tool) => KeyOf(new ChatOptions { Tools = [tool] });

    private static ChatKey? KeyOf(ChatOptions? options, params ChatMessage[] messages)
        => Keys.KeyOf(null, messages.Length == 0 ? [new(ChatRole.User, "hello")] : messages, options);

    private static AIFunctionDeclaration Function(string name, string description, string schema = "{}")
        => AIFunctionFactory.CreateDeclaration(name, description, Json(schema));

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private sealed class OwnOptions : ChatOptions;

    private sealed class OwnContent : AIContent;
}
