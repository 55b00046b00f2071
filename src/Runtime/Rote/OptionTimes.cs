namespace Rote;

/// <summary>Which times options may have: those that timers can count, for the same rule everywhere.</summary>
internal static class OptionTimes
{
    /// <summary>The longest time that timers can count, in whole milliseconds: 49 days.</summary>
    private const double LongestMilliseconds = uint.MaxValue - 1;

    public static bool IsPositive(TimeSpan time) => time > TimeSpan.Zero && time.TotalMilliseconds <= LongestMilliseconds;

    public static bool IsPositiveOrInfinite(TimeSpan time) => IsPositive(time) || time == Timeout.InfiniteTimeSpan;

    public static bool IsZeroOrPositive(TimeSpan time) => time == TimeSpan.Zero || IsPositive(time);

    public static bool IsZeroOrPositiveOrInfinite(TimeSpan time)
        => IsZeroOrPositive(time) || time == Timeout.InfiniteTimeSpan;
}
