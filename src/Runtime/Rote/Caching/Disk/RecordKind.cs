namespace Rote.Caching;

/// <summary>What a record of the file says.</summary>
internal enum RecordKind
{
    /// <summary>The key has this value.</summary>
    Value = 1,

    /// <summary>The key, known by its hash alone, has no value any more.</summary>
    Tombstone = 2,
}
