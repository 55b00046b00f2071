using Rote.Caching;

namespace Rote.Models;

/// <summary>What a <see cref="RoteChatClient"/> has done since it was made.</summary>
/// <param name="Requests">Requests of callers.</param>
/// <param name="Sent">Requests that went to the provider.</param>
/// <param name="Uncacheable">Requests without a key, which went to the provider as they were.</param>
/// <param name="NotKept">Answers that were not kept: refusals, tool calls, cut or partial ones.</param>
/// <param name="Similar">Requests answered by the answer to a similar one.</param>
/// <param name="SimilarityFailures">Prompts that could not be embedded; their requests went to the provider.</param>
/// <param name="Templated">Requests answered by a template.</param>
/// <param name="Skipped">Requests that were not worth a call.</param>
/// <param name="InputTokens">Input tokens that the provider reported.</param>
/// <param name="OutputTokens">Output tokens that the provider reported.</param>
/// <param name="Cache">The cache of exact requests.</param>
public readonly record struct RoteChatStatistics(
    long Requests,
    long Sent,
    long Uncacheable,
    long NotKept,
    long Similar,
    long SimilarityFailures,
    long Templated,
    long Skipped,
    long InputTokens,
    long OutputTokens,
    CacheStatistics Cache);
