using Microsoft.Extensions.Logging;

namespace Rote.Buffering;

/// <summary>What an aggregator needs from its surroundings.</summary>
/// <typeparam name="TSeries">What samples belong to.</typeparam>
/// <remarks>Read once, when the aggregator is made; later changes have no effect on it.</remarks>
public sealed class SampleAggregatorOptions<TSeries>
    where TSeries : notnull
{
    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where failures are logged; series and values never are. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Told of aggregates that are given up; the delivery waits for it. What it throws is logged. Default: they are counted and
    /// logged, and disposal throws.
    /// </summary>
    public Action<LostAggregates<TSeries>>? OnLost { get; set; }

    /// <summary>
    /// Time that disposal gives to the delivery. Default 30 seconds; zero, at most 49 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A copy, checked.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names the property and the remedy.</exception>
    internal SampleAggregatorOptions<TSeries> Snapshot()
    {
        if (TimeProvider is null)
        {
            throw new ArgumentNullException(
                nameof(TimeProvider), "SampleAggregatorOptions.TimeProvider is null. Leave it alone or use TimeProvider.System.");
        }

        if (!OptionTimes.IsZeroOrPositiveOrInfinite(DrainTimeout))
        {
            throw new ArgumentOutOfRangeException(
                nameof(DrainTimeout),
                DrainTimeout,
                "SampleAggregatorOptions.DrainTimeout is negative or beyond 49 days. "
                + "Use zero to not wait, or Timeout.InfiniteTimeSpan to wait without end.");
        }

        return (SampleAggregatorOptions<TSeries>)MemberwiseClone();
    }
}
