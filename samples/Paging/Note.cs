namespace PagingSample;

/// <summary>A note. Many have the same time.</summary>
public sealed record Note(DateTimeOffset CreatedAt, long Id);
