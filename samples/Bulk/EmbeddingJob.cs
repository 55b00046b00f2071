namespace BulkSample;

/// <summary>Embeds 400 texts: one by one, as single calls that are made at once, and as one bulk call.</summary>
internal static class EmbeddingJob
{
    public static async Task<Figures> RunAsync(CancellationToken cancellationToken)
    {
        var plain = new EmbeddingService();
        var one = await new Library(plain, plain).EmbedEachAsync(cancellationToken);

        var batched = new EmbeddingService();
        Outcome atOnce;
        await using (var embedder = batched.Decorate())
        {
            atOnce = await new Library(embedder, batched).EmbedEachAsync(cancellationToken);
        }

        var split = new EmbeddingService();
        await using var splitting = split.Decorate();
        return new Figures(one, atOnce, await new Library(splitting, split).EmbedAllAsync(cancellationToken));
    }
}
