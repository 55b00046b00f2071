namespace Rote.Caching;

/// <summary>Where a region's entries and its generation are in a level.</summary>
internal sealed class LevelRegion(string service, string region, Type key, Type value)
{
    public string EntryPrefix { get; } = LevelKeySpace.EntryPrefix(service, region, key, value);

    public LevelKey GenerationKey { get; } = LevelKeySpace.Region(service, region);
}
