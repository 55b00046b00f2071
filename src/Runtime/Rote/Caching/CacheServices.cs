using Microsoft.Extensions.Caching.Memory;

namespace Rote.Caching;

/// <summary>What the regions of one decorator share.</summary>
internal sealed class CacheServices(Func<IMemoryCache> memory, TagTable tags, Jitter jitter, RegionClock clock)
{
    /// <summary>The application's cache, or the decorator's own; made when the first region asks for it.</summary>
    public IMemoryCache Memory => memory();

    /// <summary>The generations of the tags.</summary>
    public TagTable Tags => tags;

    /// <summary>The randomness of lifetimes.</summary>
    public Jitter Jitter => jitter;

    /// <summary>The clock of the entries.</summary>
    public RegionClock Clock => clock;
}
