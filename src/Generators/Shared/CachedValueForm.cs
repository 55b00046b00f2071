namespace Rote.Generators.Shared;

/// <summary>How an entry holds what a cached method gives.</summary>
internal enum CachedValueForm
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>As a value or <see langword="null"/>: the dictionary may lack it.</summary>
    Optional,

    /// <summary>As a list of all items of a stream.</summary>
    Buffer,
}
