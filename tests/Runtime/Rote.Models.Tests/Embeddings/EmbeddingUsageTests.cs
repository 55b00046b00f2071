using Microsoft.Extensions.AI;

namespace Rote.Models.Tests.Embeddings;

/// <summary>Tokens are told once, to those they were spent for.</summary>
public sealed class EmbeddingUsageTests
{
    private readonly FakeEmbedder _provider = new() { TokensPerText = 7 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Usage_CallersWhoShareRequests_AddsUpToWhatTheProviderSaid()
    {
        var gate = new TaskCompletionSource();
        _provider.Gate = gate.Task;
        await using var generator = _provider.UseRote(new() { MaxConcurrentRequests = 1 });
        Task<GeneratedEmbeddings<Embedding<float>>>[] calls =
            [.. Enumerable.Range(0, 9).Select(i => generator.GenerateAsync(
                [$"text {i}", $"a somewhat longer text {i / 2}", "shared"], cancellationToken: Token))];
        gate.SetResult();
        var answers = await Task.WhenAll(calls);

        long sent = _provider.Requests.Sum(request => request.Length);
        Assert.Equal(9 + 5 + 1, sent);
        Assert.Equal(7 * sent, answers.Sum(answer => answer.Usage!.InputTokenCount));
        Assert.Equal(7 * sent, answers.Sum(answer => answer.Usage!.TotalTokenCount));
        Assert.Equal(7 * sent, generator.Statistics.InputTokens);
    }

    [Fact]
    public async Task Usage_KnownTexts_IsZero()
    {
        await using var generator = _provider.UseRote();
        await generator.GenerateAsync(["a"], cancellationToken: Token);

        var answer = await generator.GenerateAsync(["a"], cancellationToken: Token);

        Assert.Equal(0, answer.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Usage_ProviderSaysNothing_IsNotMadeUp()
    {
        _provider.TokensPerText = null;
        await using var generator = _provider.UseRote();

        Assert.Null((await generator.GenerateAsync(["a"], cancellationToken: Token)).Usage);
    }
}
