using Microsoft.Extensions.AI;

namespace Rote.Models.Tests.Embeddings;

/// <summary>What is sent: each text once, in full requests, within the limits.</summary>
public sealed class EmbeddingRequestTests
{
    private readonly FakeEmbedder _provider = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_Duplicates_AreSentOnceAndAnsweredInOrder()
    {
        await using var generator = _provider.UseRote();

        var answer = await generator.GenerateAsync(["a", "bb", "a", "ccc", "bb"], cancellationToken: Token);

        Assert.Equal(["a", "bb", "ccc"], Assert.Single(_provider.Requests));
        Assert.Equal([1f, 2, 1, 3, 2], answer.Select(embedding => embedding.Vector.Span[1]));
        Assert.All(answer, embedding => Assert.Equal("letters-1", embedding.ModelId));
    }

    [Fact]
    public async Task GenerateAsync_AgainAndInPart_AsksForTheNewTextsOnly()
    {
        await using var generator = _provider.UseRote();
        await generator.GenerateAsync(["a", "bb"], cancellationToken: Token);

        var answer = await generator.GenerateAsync(["bb", "ccc", "a"], cancellationToken: Token);

        Assert.Equal(["ccc"], _provider.Requests[1]);
        Assert.Equal([2f, 3, 1], answer.Select(embedding => embedding.Vector.Span[1]));
        Assert.Equal((5, 3, 2), (generator.Statistics.TextsAsked, generator.Statistics.TextsSent, generator.Statistics.Requests));
    }

    [Fact]
    public async Task GenerateAsync_NoTexts_AsksNobody()
    {
        await using var generator = _provider.UseRote();

        Assert.Empty(await generator.GenerateAsync([], cancellationToken: Token));
        Assert.Empty(_provider.Requests);
    }

    [Fact]
    public async Task GenerateAsync_ConcurrentCallers_ShareTheNextRequest()
    {
        var gate = new TaskCompletionSource();
        _provider.Gate = gate.Task;
        await using var generator = _provider.UseRote(new RoteEmbeddingOptions { MaxConcurrentRequests = 1 });
        var first = generator.GenerateAsync(["first"], cancellationToken: Token);

        Task<GeneratedEmbeddings<Embedding<float>>>[] others =
            [.. Enumerable.Range(0, 20).Select(i => generator.GenerateAsync([$"text {i % 10}"], cancellationToken: Token))];
        gate.SetResult();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, _provider.Requests.Count);
        Assert.Equal(10, _provider.Requests[1].Length);
    }

    [Fact]
    public async Task GenerateAsync_MoreTextsThanARequestTakes_AreSplit()
    {
        await using var generator = _provider.UseRote(new RoteEmbeddingOptions { MaxItemsPerRequest = 10 });

        var answer = await generator.GenerateAsync(Enumerable.Range(0, 25).Select(i => $"text {i}"), cancellationToken: Token);

        Assert.Equal(25, answer.Count);
        Assert.Equal([10, 10, 5], _provider.Requests.Select(request => request.Length).OrderDescending());
    }

    [Fact]
    public async Task GenerateAsync_MoreTokensThanARequestTakes_AreSplit()
    {
        var options = new RoteEmbeddingOptions
        {
            MaxTokensPerRequest = 10,
            MaxTokensPerInput = 10,
            CountTokens = static text => text.Length,
        };
        await using var generator = _provider.UseRote(options);

        await generator.GenerateAsync(["1234", "12345", "123456", "1", "1234567890", "12"], cancellationToken: Token);

        Assert.Equal(
            ["1234+12345", "123456+1", "1234567890", "12"], _provider.Requests.Select(request => string.Join('+', request)));
    }

    [Fact]
    public async Task GenerateAsync_TextBeyondTheLimit_IsNamedAndNothingIsSent()
    {
        await using var generator = _provider.UseRote(new RoteEmbeddingOptions { MaxTokensPerInput = 5 });

        var error = await Assert.ThrowsAsync<EmbeddingInputTooLongException>(
            () => generator.GenerateAsync(["short", "one two three four five six"], cancellationToken: Token));

        Assert.Equal((1, 7, 5), (error.Index, error.Tokens, error.Limit));
        Assert.DoesNotContain("three", error.Message, StringComparison.Ordinal);
        Assert.Empty(_provider.Requests);
    }

    [Fact]
    public async Task GenerateAsync_TextOfAnotherCallerBeyondTheLimit_DoesNotMatter()
    {
        var gate = new TaskCompletionSource();
        _provider.Gate = gate.Task;
        await using var generator = _provider.UseRote(new RoteEmbeddingOptions { MaxTokensPerInput = 5 });
        var good = generator.GenerateAsync(["short"], cancellationToken: Token);
        var bad = generator.GenerateAsync(["short", "one two three four five six"], cancellationToken: Token);
        gate.SetResult();

        await Assert.ThrowsAsync<EmbeddingInputTooLongException>(() => bad);
        Assert.Single(await good);
    }

    [Fact]
    public async Task GenerateAsync_CallerLeaves_OthersGetTheirs()
    {
        var gate = new TaskCompletionSource();
        _provider.Gate = gate.Task;
        await using var generator = _provider.UseRote();
        using var leaving = new CancellationTokenSource();
        var left = generator.GenerateAsync(["a", "bb"], cancellationToken: leaving.Token);
        var stayed = generator.GenerateAsync(["bb"], cancellationToken: Token);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        gate.SetResult();

        Assert.Equal(2, Assert.Single(await stayed).Vector.Span[1]);
        Assert.Single(_provider.Requests);
    }

    [Fact]
    public async Task GenerateAsync_NullText_NamesItsPlace()
    {
        await using var generator = _provider.UseRote();

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => generator.GenerateAsync(["a", null!], cancellationToken: Token));

        Assert.Contains("position 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_Generator_DisposesOfTheProviderAndRefusesCalls()
    {
        var generator = _provider.UseRote();

        await generator.DisposeAsync();

        Assert.True(_provider.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => generator.GenerateAsync(["a"], cancellationToken: Token));
    }

    [Fact]
    public async Task GetService_Generator_FindsItselfAndTheProvider()
    {
        await using var generator = _provider.UseRote();

        Assert.Same(generator, generator.GetService(typeof(RoteEmbeddingGenerator)));
        Assert.Same(_provider.Metadata, generator.GetService<EmbeddingGeneratorMetadata>());
    }
}
