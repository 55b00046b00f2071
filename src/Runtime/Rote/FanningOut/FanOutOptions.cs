using Microsoft.Extensions.Logging;

namespace Rote.FanningOut;

/// <summary>How many stores are asked at a time, how long they have, and how many must answer.</summary>
/// <remarks>Read once, when the fan-out is made; later changes have no effect on it.</remarks>
public sealed class FanOutOptions
{
    /// <summary>Name in metrics and exceptions. Default: the type of the stores.</summary>
    public string? Name { get; set; }

    /// <summary>Stores that one search asks at a time, at most. Positive; default 8.</summary>
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>
    /// Time for each store, from its turn on; then it is cancelled and let go. Default one second; positive, at most 49 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Time for the whole search; then it ends with what has been answered. Default 5 seconds; positive, at most 49 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Stores that must answer; with fewer the search fails. From 1, the default, to the number of stores.</summary>
    public int MinAnswers { get; set; } = 1;

    /// <summary>
    /// Number of stores below which they are asked one after the other, on the caller's thread, which is cheaper where each
    /// answers within microseconds. Not negative; default 2. A store that blocks that thread is late only when it gives it back.
    /// </summary>
    public int SequentialBelow { get; set; } = 2;

    /// <summary>
    /// Calls of one store that were let go and still run, from which on it is refused until one ends; give or take one for each
    /// search that is under way. Positive; default 16.
    /// </summary>
    public int MaxAbandoned { get; set; } = 16;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Where each store that did not answer is logged as a warning: its number, what became of it and the type of its
    /// exception, nothing of what was searched for. Default: nowhere.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Called for each store that did not answer, in the order of the stores, before the search ends; not where its caller
    /// cancelled it. May be called by several searches at a time. What it throws fails the search.
    /// </summary>
    public Action<FanOutOutcome>? OnFailure { get; set; }

    /// <summary>A copy, checked: later changes of the original do not reach the fan-out.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names the property and the remedy.</exception>
    internal FanOutOptions Snapshot(string defaultName, int stores)
    {
        var copy = (FanOutOptions)MemberwiseClone();
        copy.Name = string.IsNullOrEmpty(Name) ? defaultName : Name;
        copy.Validate(stores);
        return copy;
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal void Validate(int stores)
    {
        Validate();
        Check(
            MinAnswers <= stores,
            nameof(MinAnswers),
            MinAnswers,
            $"Use 1 to the number of stores, which is {stores}.");
    }

    /// <summary>Checks every value by itself, before it is known how many stores there are.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal void Validate()
    {
        Check(TimeProvider is not null, nameof(TimeProvider), "null", "Leave it alone or use TimeProvider.System.");
        Check(MaxConcurrency > 0, nameof(MaxConcurrency), MaxConcurrency, "Use a positive number.");
        Check(SequentialBelow >= 0, nameof(SequentialBelow), SequentialBelow, "Use 0 to ask at the same time always, or more.");
        Check(MaxAbandoned > 0, nameof(MaxAbandoned), MaxAbandoned, "Use a positive number.");
        Check(MinAnswers > 0, nameof(MinAnswers), MinAnswers, "Use 1 to the number of stores.");
        CheckTime(StoreTimeout, nameof(StoreTimeout));
        CheckTime(Deadline, nameof(Deadline));
    }

    private static void CheckTime(TimeSpan value, string property)
        => Check(
            OptionTimes.IsPositiveOrInfinite(value),
            property,
            value,
            "Use a positive time below 49 days, or Timeout.InfiniteTimeSpan for no limit.");

    private static void Check(bool holds, string property, object value, string remedy)
        => OptionCheck.Property(holds, nameof(FanOutOptions), property, value, remedy);
}
