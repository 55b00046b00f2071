using Microsoft.Extensions.AI;
using Rote.Models.Tests.Chat;
using Rote.Models.Tests.Embeddings;
using Rote.Monitoring;

namespace Rote.Models.Tests;

/// <summary>Requests of models count for round-trip budgets.</summary>
public sealed class RoundTripTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embeddings_OneRequestOfManyAndHits_AreOne()
    {
        await using var embedder = new FakeEmbedder().UseRote();
        using var budget = RoundTripBudget.AtMost(1);
        await embedder.GenerateAsync(["a", "b", "a"], cancellationToken: Token);
        await embedder.GenerateAsync(["b"], cancellationToken: Token);

        Assert.Equal(1, budget.Calls["IEmbeddingGenerator.GenerateAsync"]);
        budget.Verify();
    }

    [Fact]
    public async Task Chat_AnswerAndHit_AreOne()
    {
        await using var client = new FakeChatClient().UseRote();
        using var budget = RoundTripBudget.AtMost(1);
        await client.GetResponseAsync("hello", cancellationToken: Token);
        await client.GetResponseAsync("hello", cancellationToken: Token);

        Assert.Equal(1, budget.Calls["IChatClient.GetResponseAsync"]);
        budget.Verify();
    }
}
