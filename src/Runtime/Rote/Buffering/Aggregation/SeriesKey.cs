namespace Rote.Buffering;

/// <summary>A series of a group: equal series of two groups are two.</summary>
internal readonly record struct SeriesKey<TGroup, TSeries>(TGroup Group, TSeries Series)
    where TGroup : struct, IEquatable<TGroup>
    where TSeries : notnull;
