using Microsoft.Extensions.AI;
using Rote.Caching;

namespace Rote.Models.Tests.Embeddings;

/// <summary>What a vector is kept under, in memory and beyond.</summary>
public sealed class EmbeddingKeyTests
{
    private readonly FakeEmbedder _provider = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, object?, object?> OptionsThatDiffer => new()
    {
        { "model", "letters", "other" },
        { "dimensions", null, 3 },
        { "property", 1, 2 },
        { "property", 1, "1" },
        { "property", 1, 1L },
        { "property", 1.5, 1.5f },
        { "property", null, "" },
        { "property", true, "True" },
    };

    [Theory]
    [MemberData(nameof(OptionsThatDiffer))]
    public async Task GenerateAsync_OtherOptions_DoNotMeet(string what, object? one, object? other)
    {
        _provider.VectorOf = static text => text == "three" ? [1, 2, 3] : [1, 2];
        _provider.Answer = texts => new([.. texts.Select(_ => new Embedding<float>(
            new float[_provider.Options.Last()?.Dimensions ?? 2].Select(_ => 1f).ToArray()))]);
        await using var generator = _provider.UseRote();

        await generator.GenerateAsync(["a"], Options(what, one), Token);
        await generator.GenerateAsync(["a"], Options(what, other), Token);
        await generator.GenerateAsync(["a"], Options(what, one), Token);

        Assert.Equal(2, _provider.Requests.Count);
    }

    [Fact]
    public void Of_ServersThatShareNames_AreOtherSpaces()
    {
        EmbeddingSpace[] spaces = [.. new[] { "http://one:1/v1", "http://two:1/v1" }.Select(address =>
            new EmbeddingSpaces(new(), new EmbeddingGeneratorMetadata("openai", new Uri(address), "m")).Of(null))];

        Assert.NotEqual(spaces[0], spaces[1]);
    }

    [Fact]
    public async Task GenerateAsync_OptionsThatSayTheDefault_MeetTheDefault()
    {
        await using var generator = _provider.UseRote();

        await generator.GenerateAsync(["a"], cancellationToken: Token);
        await generator.GenerateAsync(["a"], new EmbeddingGenerationOptions { ModelId = "letters", Dimensions = 2 }, Token);

        Assert.Single(_provider.Requests);
    }

    [Fact]
    public async Task GenerateAsync_OptionsWithoutText_AreNeitherKeptNorCoalesced()
    {
        EmbeddingGenerationOptions[] unkeyable =
        [
            new() { AdditionalProperties = new() { ["list"] = new List<int>() } },
            new() { RawRepresentationFactory = static _ => new object() },
        ];
        await using var generator = _provider.UseRote(new RoteEmbeddingOptions { MaxItemsPerRequest = 2 });

        foreach (var options in unkeyable)
        {
            await generator.GenerateAsync(["a", "bb", "a"], options, Token);
        }

        Assert.Equal(["a+bb", "a", "a+bb", "a"], _provider.Requests.Select(request => string.Join('+', request)));
        Assert.Equal(2, generator.Statistics.UncachedCalls);
        Assert.All(
            _provider.Options,
            sent => Assert.True(sent is { RawRepresentationFactory: not null } or { AdditionalProperties: not null }));
    }

    [Fact]
    public async Task GenerateAsync_CallerChangesHisOptions_TheRequestIsWhatHeAskedFor()
    {
        var gate = new TaskCompletionSource();
        _provider.Gate = gate.Task;
        _provider.Metadata = null;
        await using var generator = _provider.UseRote(new RoteEmbeddingOptions { MaxConcurrentRequests = 1 });
        var options = new EmbeddingGenerationOptions { ModelId = "asked" };
        var first = generator.GenerateAsync(["first"], options, Token);
        var second = generator.GenerateAsync(["second"], options, Token);
        options.ModelId = "changed";
        gate.SetResult();
        await Task.WhenAll(first, second);

        Assert.All(_provider.Options, sent => Assert.Equal("asked", sent!.ModelId));
    }

    [Fact]
    public async Task GenerateAsync_AnotherGenerator_FindsWhatTheLevelHas()
    {
        var level = new MemoryLevel();
        await EmbedAsync(level, new(), "a", "bb");

        var answer = await EmbedAsync(level, new(), "bb", "a");

        Assert.Single(_provider.Requests);
        Assert.Equal([2f, 1], answer.Select(embedding => embedding.Vector.Span[1]));
        Assert.All(answer, embedding => Assert.Equal("letters-1", embedding.ModelId));
    }

    [Fact]
    public async Task GenerateAsync_AnotherModelOrVersion_DoesNotFindIt()
    {
        var level = new MemoryLevel();
        await EmbedAsync(level, new(), "a");
        await EmbedAsync(level, new() { ModelId = "other" }, "a");
        await EmbedAsync(level, new() { Version = "2" }, "a");

        Assert.Equal(3, _provider.Requests.Count);
    }

    [Fact]
    public async Task DisposeAsync_WritesUnderWay_AreWaitedFor()
    {
        var gate = new TaskCompletionSource();
        var level = new MemoryLevel();
        var generator = _provider.UseRote(
            new() { Rote = new RoteOptions { SecondLevel = level, SecondLevelTimeout = Timeout.InfiniteTimeSpan } });
        await generator.GenerateAsync(["first"], cancellationToken: Token);
        level.WriteGate = gate.Task;
        await generator.GenerateAsync(Enumerable.Range(0, 100).Select(i => $"text {i}"), cancellationToken: Token);

        Task disposal = generator.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        gate.SetResult();
        await disposal;

        await EmbedAsync(level, new(), [.. Enumerable.Range(0, 100).Select(i => $"text {i}")]);
        Assert.Equal(101, _provider.Requests.Sum(request => request.Length));
    }

    [Fact]
    public async Task Clear_Generator_ForgetsEverywhere()
    {
        var level = new MemoryLevel();
        await using var generator = _provider.UseRote(new() { Rote = new RoteOptions { SecondLevel = level } });
        await generator.GenerateAsync(["a"], cancellationToken: Token);

        generator.Clear();
        await generator.GenerateAsync(["a"], cancellationToken: Token);

        Assert.Equal(2, _provider.Requests.Count);
    }

    [Fact]
    public void UseRote_SecondLevelWithoutAModel_IsRefused()
    {
        _provider.Metadata = null;

        var error = Assert.Throws<ArgumentException>(
            () => _provider.UseRote(new() { Rote = new RoteOptions { SecondLevel = new MemoryLevel() } }));

        Assert.Contains("ModelId", error.Message, StringComparison.Ordinal);
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        ICacheLevel level, RoteEmbeddingOptions options, params string[] texts)
    {
        options.Rote.SecondLevel = level;
        await using var generator = _provider.UseRote(options);
        return await generator.GenerateAsync(texts, cancellationToken: Token);
    }

    private static EmbeddingGenerationOptions Options(string what, object? value) => what switch
    {
        "model" => new() { ModelId = (string?)value },
        "dimensions" => new() { Dimensions = (int?)value },
        _ => new() { AdditionalProperties = new() { [what] = value } },
    };
}
