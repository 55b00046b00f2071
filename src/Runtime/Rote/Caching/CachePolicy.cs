namespace Rote.Caching;

/// <summary>How a region keeps its entries.</summary>
public sealed record CachePolicy
{
    /// <summary>Name in metrics and invalidation.</summary>
    public required string Region { get; init; }

    /// <summary>Lifetime, counted from the end of the load. Default 300 seconds.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Time after the last hit at which an entry is dropped. Zero: hits do not matter.</summary>
    public TimeSpan Sliding { get; init; }

    /// <summary>Lifetime of a <see langword="null"/> value. Zero: not kept.</summary>
    public TimeSpan NullLifetime { get; init; }

    /// <summary>Percentage by which lifetimes are shortened at random.</summary>
    public int JitterPercent { get; init; }
}
