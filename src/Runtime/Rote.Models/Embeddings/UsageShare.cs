namespace Rote.Models;

/// <summary>The part of a request's tokens that one of its texts accounts for.</summary>
/// <param name="InputTokens">Input tokens; <see langword="null"/>: the provider did not say.</param>
/// <param name="TotalTokens">All tokens; <see langword="null"/>: the provider did not say.</param>
internal sealed record UsageShare(long? InputTokens, long? TotalTokens);
