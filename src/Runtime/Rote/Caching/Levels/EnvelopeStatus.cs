namespace Rote.Caching;

/// <summary>What stored bytes turned out to be.</summary>
internal enum EnvelopeStatus
{
    /// <summary>An entry of the key that was asked for.</summary>
    Valid,

    /// <summary>Not what was written, or written for another key.</summary>
    Damaged,

    /// <summary>Whole, and of a generation that is gone.</summary>
    Stale,
}
