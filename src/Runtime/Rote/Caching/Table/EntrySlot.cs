namespace Rote.Caching;

/// <summary>What a hit reads of an entry, side by side, so that it waits for memory once.</summary>
internal struct EntrySlot<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>Odd while the slot is written. Who has read the slot and finds another version has read nothing.</summary>
    public int Version;

    /// <summary>The hash code of the key, made odd; zero: the slot is free.</summary>
    public int Mark;

    /// <summary>Until when the value answers without a look at its entry, in units of <see cref="CoarseTime"/>.</summary>
    public uint SureUntil;

    /// <summary>Hits since the eviction last looked. Written by hits, whatever the version is.</summary>
    public byte Uses;
    public TKey Key;
    public TValue Value;
}
