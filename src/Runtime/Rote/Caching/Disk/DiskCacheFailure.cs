namespace Rote.Caching;

/// <summary>Why an operation of a <see cref="DiskCacheLevel"/> failed.</summary>
public enum DiskCacheFailure
{
    /// <summary>The disk is full, or reading, writing or opening failed otherwise; the inner exception says how.</summary>
    InputOutput,

    /// <summary>Another process, or another level of this one, has the file open.</summary>
    Locked,

    /// <summary>The file is not a disk cache; it was not touched.</summary>
    NotACache,

    /// <summary>The file has a format that this version does not know; it was not touched.</summary>
    UnknownVersion,
}
