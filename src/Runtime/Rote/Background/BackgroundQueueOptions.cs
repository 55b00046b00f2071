using Microsoft.Extensions.Logging;

namespace Rote.Background;

/// <summary>How a queue works.</summary>
/// <typeparam name="TItem">An item.</typeparam>
/// <remarks>Read once, when the queue is made; later changes have no effect on it.</remarks>
public sealed class BackgroundQueueOptions<TItem>
{
    /// <summary>Name of the queue in metrics, spans and logs. Default: the item type's.</summary>
    public string Name { get; set; } = typeof(TItem).Name;

    /// <summary>Items that wait for a worker at most; beyond it, callers wait for room. Positive; default 1,000.</summary>
    public int Capacity { get; set; } = 1_000;

    /// <summary>
    /// Handlers that run at once at most. Positive; default 3. With one, items are processed in the order of the queue.
    /// </summary>
    public int Workers { get; set; } = 3;

    /// <summary>
    /// Time that disposal, and a host's stop, give to the items that are accepted. Default 25 seconds: with
    /// <see cref="CancellationTimeout"/>, less than the 30 seconds of a host. Zero, at most 49 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Time that a stop then gives handlers to end after they were cancelled. Default one second; the same limits.
    /// </summary>
    public TimeSpan CancellationTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Told of every item whose handler has thrown, on the worker, which waits for it. What it throws is logged. Default:
    /// failures are only logged and counted.
    /// </summary>
    public Action<TItem, Exception>? OnFailed { get; set; }

    /// <summary>
    /// Told once of what a stop leaves unprocessed, where it leaves anything. What it throws is logged. Default: the result of
    /// <see cref="BackgroundQueue{TItem}.StopAsync"/> says so, and disposal throws.
    /// </summary>
    public Action<BackgroundQueueRemainder<TItem>>? OnReturned { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where failures are logged; items never are. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>A copy, checked: later changes of the original do not reach the queue.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal BackgroundQueueOptions<TItem> Snapshot()
    {
        Validate();
        return (BackgroundQueueOptions<TItem>)MemberwiseClone();
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names the property and the remedy.</exception>
    internal void Validate()
    {
        if (string.IsNullOrEmpty(Name))
        {
            throw new ArgumentException("BackgroundQueueOptions.Name is empty. Metrics and logs need a name.", nameof(Name));
        }

        if (TimeProvider is null)
        {
            throw new ArgumentNullException(
                nameof(TimeProvider), "BackgroundQueueOptions.TimeProvider is null. Leave it alone or use TimeProvider.System.");
        }

        CheckPositive(Capacity, nameof(Capacity));
        CheckPositive(Workers, nameof(Workers));
        CheckTimeout(DrainTimeout, nameof(DrainTimeout));
        CheckTimeout(CancellationTimeout, nameof(CancellationTimeout));
    }

    internal static void CheckTimeout(TimeSpan value, string argument)
    {
        if (!OptionTimes.IsZeroOrPositiveOrInfinite(value))
        {
            throw new ArgumentOutOfRangeException(
                argument,
                value,
                $"{argument} of a background queue is negative or beyond 49 days. "
                + "Use zero to not wait, or Timeout.InfiniteTimeSpan to wait without end.");
        }
    }

    private void CheckPositive(int value, string property)
    {
        if (value <= 0)
        {
            throw new ArgumentOutOfRangeException(
                property, value, $"BackgroundQueueOptions.{property} of '{Name}' is {value}. Use a positive number.");
        }
    }
}
