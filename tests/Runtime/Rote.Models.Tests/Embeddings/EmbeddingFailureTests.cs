using Microsoft.Extensions.AI;

namespace Rote.Models.Tests.Embeddings;

/// <summary>What goes wrong is told to those it concerns, and never kept.</summary>
public sealed class EmbeddingFailureTests
{
    private readonly FakeEmbedder _provider = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_VectorThatIsNull_IsAnInvalidEmbedding()
    {
        var provider = new FakeEmbedder { Answer = static texts => new([new Embedding<float>(new float[] { 1, 2 }), null!]) };
        await using var generator = provider.UseRote();

        await Assert.ThrowsAsync<InvalidEmbeddingException>(
            () => generator.GenerateAsync(["a", "b"], cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GenerateAsync_FailedRequest_IsNotKept()
    {
        _provider.Answer = static _ => throw new HttpRequestException("down");
        await using var generator = _provider.UseRote();
        await Assert.ThrowsAsync<HttpRequestException>(() => generator.GenerateAsync(["a"], cancellationToken: Token));
        _provider.Answer = null;

        var answer = await generator.GenerateAsync(["a"], cancellationToken: Token);

        Assert.Equal(1, Assert.Single(answer).Vector.Span[1]);
        Assert.Equal((2, 1), (generator.Statistics.Requests, generator.Statistics.FailedRequests));
    }

    [Fact]
    public async Task GenerateAsync_OneRequestOfSeveralFails_TheOthersAreKept()
    {
        _provider.Answer = texts => texts.Contains("bad") ? throw new HttpRequestException("down") : _provider.Embeddings(texts);
        await using var generator = _provider.UseRote(new RoteEmbeddingOptions { MaxItemsPerRequest = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(
            () => generator.GenerateAsync(["a", "bad", "ccc"], cancellationToken: Token));

        await generator.GenerateAsync(["a", "ccc"], cancellationToken: Token);

        Assert.Equal(3, _provider.Requests.Count);
    }

    [Fact]
    public async Task GenerateAsync_ZeroVector_IsHandedOutAndNotKept()
    {
        _provider.VectorOf = static _ => [0, -0f];
        await using var generator = _provider.UseRote();

        await generator.GenerateAsync(["a"], cancellationToken: Token);
        var answer = await generator.GenerateAsync(["a"], cancellationToken: Token);

        Assert.Equal([0f, 0], Assert.Single(answer).Vector.ToArray());
        Assert.Equal(2, _provider.Requests.Count);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public async Task GenerateAsync_VectorWithoutFiniteNumbers_FailsItsCallerAlone(float component)
    {
        var gate = new TaskCompletionSource();
        _provider.Gate = gate.Task;
        _provider.VectorOf = text => [1, text == "bad" ? component : 1];
        await using var generator = _provider.UseRote(new RoteEmbeddingOptions { MaxConcurrentRequests = 1 });
        var first = generator.GenerateAsync(["first"], cancellationToken: Token);
        var bad = generator.GenerateAsync(["bad", "good"], cancellationToken: Token);
        var good = generator.GenerateAsync(["good"], cancellationToken: Token);
        gate.SetResult();

        await Assert.ThrowsAsync<InvalidEmbeddingException>(() => bad);
        Assert.Single(await good);
        await first;
        Assert.Equal(2, _provider.Requests.Count);

        await Assert.ThrowsAsync<InvalidEmbeddingException>(() => generator.GenerateAsync(["bad"], cancellationToken: Token));
        Assert.Equal(3, _provider.Requests.Count);
        Assert.Equal(2, generator.Statistics.RefusedVectors);
    }

    [Fact]
    public async Task GenerateAsync_WrongDimension_IsRefusedAndNotKept()
    {
        _provider.VectorOf = static text => text == "bad" ? [1, 2, 3] : [1, 2];
        await using var generator = _provider.UseRote();

        var error = await Assert.ThrowsAsync<InvalidEmbeddingException>(
            () => generator.GenerateAsync(["good", "bad"], cancellationToken: Token));
        await generator.GenerateAsync(["good"], cancellationToken: Token);
        await Assert.ThrowsAsync<InvalidEmbeddingException>(() => generator.GenerateAsync(["bad"], cancellationToken: Token));

        Assert.Contains("3 components instead of 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _provider.Requests.Count);
    }

    [Fact]
    public async Task GenerateAsync_AskedDimensions_AreExpected()
    {
        await using var generator = _provider.UseRote();

        await Assert.ThrowsAsync<InvalidEmbeddingException>(
            () => generator.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 3 }, Token));
    }

    [Fact]
    public async Task GenerateAsync_UnknownDimensions_MustAgreeWithinARequest()
    {
        _provider.Metadata = null;
        _provider.VectorOf = static text => new float[text.Length];
        await using var generator = _provider.UseRote();

        await Assert.ThrowsAsync<InvalidEmbeddingException>(() => generator.GenerateAsync(["a", "bb"], cancellationToken: Token));
        await Assert.ThrowsAsync<InvalidEmbeddingException>(() => generator.GenerateAsync([""], cancellationToken: Token));
        Assert.Equal(2, Assert.Single(await generator.GenerateAsync(["bb"], cancellationToken: Token)).Dimensions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task GenerateAsync_WrongNumberOfVectors_IsRefusedAndNotKept(int answered)
    {
        _provider.Answer = _ => _provider.Embeddings([.. Enumerable.Repeat("x", answered)]);
        await using var generator = _provider.UseRote();
        var error = await Assert.ThrowsAsync<InvalidEmbeddingException>(
            () => generator.GenerateAsync(["a", "bb"], cancellationToken: Token));
        _provider.Answer = null;

        var answer = await generator.GenerateAsync(["a", "bb"], cancellationToken: Token);

        Assert.Contains($"{answered} vectors for 2 texts", error.Message, StringComparison.Ordinal);
        Assert.Equal([1f, 2], answer.Select(embedding => embedding.Vector.Span[1]));
    }

    [Fact]
    public async Task GenerateAsync_ProviderUsesItsBufferAgain_KeptVectorsStay()
    {
        float[] buffer = [1, 1];
        _provider.VectorOf = text =>
        {
            buffer[1] = text.Length;
            return buffer;
        };
        await using var generator = _provider.UseRote();
        var first = await generator.GenerateAsync(["a"], cancellationToken: Token);

        await generator.GenerateAsync(["bb"], cancellationToken: Token);

        Assert.Equal(1, Assert.Single(first).Vector.Span[1]);
        Assert.Equal(1, Assert.Single(await generator.GenerateAsync(["a"], cancellationToken: Token)).Vector.Span[1]);
    }

    [Fact]
    public void UseRote_OptionsThatMakeNoSense_AreRefused()
    {
        Assert.Equal("MaxItemsPerRequest", Refused(new() { MaxItemsPerRequest = 0 }));
        Assert.Equal("MaxTokensPerInput", Refused(new() { MaxTokensPerInput = 9_000, MaxTokensPerRequest = 8_000 }));
        Assert.Equal("ExpectedDimensions", Refused(new() { ExpectedDimensions = 0 }));
        Assert.Equal("MaxBytes", Refused(new() { MaxBytes = -1 }));
        Assert.Equal("Lifetime", Refused(new() { Lifetime = TimeSpan.Zero }));
        Assert.Equal("MaxConcurrentBatches", Refused(new() { MaxConcurrentRequests = 0 }));

        string? Refused(RoteEmbeddingOptions options)
            => Assert.ThrowsAny<ArgumentException>(() => _provider.UseRote(options)).ParamName;
    }
}
