namespace Rote.Caching;

/// <summary>Where an entry stands in the eviction.</summary>
internal enum EvictionQueue : byte
{
    /// <summary>Nowhere: it is no longer in the table.</summary>
    None,

    /// <summary>Among the new ones.</summary>
    Small,

    /// <summary>Among those that were asked for again.</summary>
    Main,
}
