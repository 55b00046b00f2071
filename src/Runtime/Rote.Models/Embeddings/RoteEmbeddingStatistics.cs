using Rote.Caching;

namespace Rote.Models;

/// <summary>What a <see cref="RoteEmbeddingGenerator"/> has done since it was made.</summary>
/// <param name="TextsAsked">Texts that callers asked for, duplicates included.</param>
/// <param name="TextsSent">Texts that were sent to the provider.</param>
/// <param name="Requests">Requests that were sent.</param>
/// <param name="FailedRequests">Requests that failed, or whose answer was not one vector for each text.</param>
/// <param name="RefusedVectors">Vectors of a wrong dimension, or with a component that is no finite number.</param>
/// <param name="UncachedCalls">Calls whose options have no text form: they were neither cached nor coalesced.</param>
/// <param name="InputTokens">Tokens that the provider reported, over all requests.</param>
/// <param name="Cache">The cache.</param>
public readonly record struct RoteEmbeddingStatistics(
    long TextsAsked,
    long TextsSent,
    long Requests,
    long FailedRequests,
    long RefusedVectors,
    long UncachedCalls,
    long InputTokens,
    CacheStatistics Cache);
