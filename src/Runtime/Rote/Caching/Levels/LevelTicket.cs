namespace Rote.Caching;

/// <summary>
/// What a second level knew of a key before its load began. A value is written with the ticket of its own load, so that it is
/// not valid under a generation it has not seen.
/// </summary>
internal sealed class LevelTicket
{
    public LevelTicket(long sequence, LevelKey entry, LevelKey[] generationKeys, Generation[] generations)
    {
        Sequence = sequence;
        Entry = entry;
        GenerationKeys = generationKeys;
        Generations = generations;
    }

    /// <summary>Own invalidations up to this one came before the load.</summary>
    public long Sequence { get; }

    public LevelKey Entry { get; }

    /// <summary>The region's, then those of the tags; in the order of <see cref="Generations"/>.</summary>
    public LevelKey[] GenerationKeys { get; }

    public Generation[] Generations { get; }
}
