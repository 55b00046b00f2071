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

    /// <exception cref="ArgumentOutOfRangeException">A value makes no sense.</exception>
    internal void Validate(string region)
    {
        Check(Minimum > 0, nameof(Minimum), Minimum, "Use a positive number.");
        Check(Maximum >= Minimum, nameof(Maximum), Maximum, "Use at least the minimum.");
        Check(GrowBelow is >= 0 and <= 1, nameof(GrowBelow), GrowBelow, "Use a ratio from 0 to 1.");
        Check(ShrinkAbove >= GrowBelow && ShrinkAbove <= 1, nameof(ShrinkAbove), ShrinkAbove, "Use a ratio from GrowBelow to 1.");
        Check(Interval > TimeSpan.Zero, nameof(Interval), Interval, "Use a positive time.");
        Check(MinRequests > 0, nameof(MinRequests), MinRequests, "Use a positive number.");

        void Check(bool holds, string property, object value, string remedy)
            => OptionCheck.Policy(holds, "self-sizing of cache region", region, property, value, remedy);
    }
}
