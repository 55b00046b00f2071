namespace Rote;

/// <summary>
/// How a region sizes itself: every <see cref="Interval"/> with at least <see cref="MinRequests"/> requests, a hit ratio below
/// <see cref="GrowBelow"/> multiplies its bound by 1.5, one above <see cref="ShrinkAbove"/> by 0.8, within the limits.
/// </summary>
public sealed record CacheSelfSizing
{
    /// <summary>Entries (or weight, of a weighed region) below which it never shrinks. Positive.</summary>
    public required long Minimum { get; init; }

    /// <summary>Entries (or weight) beyond which it never grows. At least <see cref="Minimum"/>.</summary>
    public required long Maximum { get; init; }

    /// <summary>Hit ratio, 0 to 1, below which it grows. Default 0.5.</summary>
    public double GrowBelow { get; init; } = 0.5;

    /// <summary>Hit ratio, 0 to 1, above which it shrinks. Default 0.9.</summary>
    public double ShrinkAbove { get; init; } = 0.9;

    /// <summary>Time between two decisions. Positive; default one minute.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Requests between two decisions, below which nothing changes. Positive; default 1,000.</summary>
    public int MinRequests { get; init; } = 1_000;
}
