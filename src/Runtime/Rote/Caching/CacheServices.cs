using Microsoft.Extensions.Caching.Memory;

namespace Rote.Caching;

/// <summary>What the regions of one decorator share.</summary>
/// <param name="Memory">Where the entries are.</param>
/// <param name="Tags">The generations of the tags.</param>
/// <param name="Jitter">The randomness of lifetimes.</param>
internal sealed record CacheServices(IMemoryCache Memory, TagTable Tags, Jitter Jitter);
