namespace BulkSample;

/// <summary>The application: it has texts to embed, and knows the interface only.</summary>
internal sealed class Library(IEmbedder embedder, EmbeddingService service)
{
    /// <summary>Code for single texts, the same for the plain and the decorated embedder.</summary>
    public async Task<Outcome> EmbedEachAsync(CancellationToken cancellationToken)
    {
        Task<float>[] vectors = [.. Texts.All.Select(text => embedder.EmbedAsync(text, cancellationToken).AsTask())];
        service.BeginToAnswer();
        try
        {
            await Task.WhenAll(vectors);
        }
        catch (TextRefusedException)
        {
            // Each call of a refused text has it, and nobody else's: they are counted below.
        }

        return new Outcome(
            service.Calls,
            service.Texts,
            vectors.Count(vector => vector.IsCompletedSuccessfully),
            vectors.Count(vector => vector.Exception?.InnerException is TextRefusedException));
    }

    /// <summary>Code for many texts: one call, whatever the model's limit is.</summary>
    public async Task<Outcome> EmbedAllAsync(CancellationToken cancellationToken)
    {
        service.BeginToAnswer();
        var vectors = await embedder.EmbedManyAsync(Texts.All, cancellationToken);

        // An error stands at its text's place. Look at Error first: Value throws where there is none.
        return new Outcome(
            service.Calls,
            service.Texts,
            vectors.Count(vector => vector.Error is null),
            vectors.Count(vector => vector.Error is TextRefusedException));
    }
}
