using Rote;

namespace ResilienceSample;

/// <summary>A provider of embeddings that is not always well.</summary>
internal interface IProvider
{
    /// <summary>Repeated where it fails: asking twice does no harm.</summary>
    [Cached(Minutes = 5), Resilient(Retries = 2, RetryBaseMilliseconds = 1)]
    ValueTask<string> EmbedAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>Never repeated: who knows what became of the first call.</summary>
    [Resilient(BreakAfter = 5, BreakMilliseconds = 60_000)]
    Task ChargeAsync(string account, CancellationToken cancellationToken = default);

    /// <summary>The provider bears two calls at once.</summary>
    [Resilient(MaxConcurrent = 2)]
    Task<string> SummariseAsync(string text, CancellationToken cancellationToken = default);
}
