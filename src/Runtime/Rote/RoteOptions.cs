using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Rote.Batching;
using Rote.Buffering;
using Rote.Caching;
using Rote.Resilience;

namespace Rote;

/// <summary>What a decorator needs from its surroundings: time, memory, limits and logs.</summary>
/// <remarks>Read once, when the decorator is made; later changes have no effect on it.</remarks>
public sealed class RoteOptions
{
    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// The application's own cache, for the regions with <see cref="CacheStore.MemoryCache"/>; entries of different decorators
    /// never
    /// meet. Each entry counts its weight, 1 where nothing is weighed, towards the size limit. An implementation must not keep
    /// the
    /// key object that <c>TryGetValue</c> gets, which is used again, nor call a decorator. Default: none, each decorator with
    /// such
    /// regions makes its own.
    /// </summary>
    public IMemoryCache? MemoryCache { get; set; }

    /// <summary>
    /// Entries that a region holds at most, where its attribute does not say otherwise. Positive; default 100,000. Memory is
    /// taken as entries come.
    /// </summary>
    public int MaxEntries { get; set; } = 100_000;

    /// <summary>Changes to single cache regions, by their names. Names without a region are ignored.</summary>
    public IDictionary<string, CacheRegionOptions> Regions { get; private set; }
        = new Dictionary<string, CacheRegionOptions>(StringComparer.Ordinal);

    /// <summary>Changes to the batches of single operations, by their names. Names without a batcher are ignored.</summary>
    public IDictionary<string, BatchOptions> Batches { get; private set; }
        = new Dictionary<string, BatchOptions>(StringComparer.Ordinal);

    /// <summary>The level of regions with <see cref="CachedAttribute.SecondLevel"/>. Default: none, memory alone.</summary>
    public ICacheLevel? SecondLevel { get; set; }

    /// <summary>How values are serialized for second levels. Texts, numbers, times, bytes and vectors need nothing.</summary>
    public CacheSerializers Serializers { get; private set; } = new();

    /// <summary>
    /// Time after which a call of a second level counts as failed, and so as a miss. Default one second; positive, at most 49
    /// days, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan SecondLevelTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Calls that wait in the batches of one method at most; beyond it, callers wait for room. Positive; default 100,000.
    /// </summary>
    public int MaxPendingBatchItems { get; set; } = 100_000;

    /// <summary>
    /// Changes to single write-behind buffers, by the names of their operations. Names without a buffer are ignored.
    /// </summary>
    public IDictionary<string, WriteBehindOptions> WriteBehind { get; private set; }
        = new Dictionary<string, WriteBehindOptions>(StringComparer.Ordinal);

    /// <summary>
    /// Changes to the resilience of single operations, or pipelines in place of it, by the operations' names. Names without
    /// <see cref="ResilientAttribute"/> are ignored.
    /// </summary>
    public IDictionary<string, ResilienceOptions> Resilience { get; private set; }
        = new Dictionary<string, ResilienceOptions>(StringComparer.Ordinal);

    /// <summary>
    /// Takes buffered writes that are given up, all of one failure at once; one that throws, or takes longer than 5 seconds, has
    /// taken none. It must not wait for writes of the same decorator. Default: none, writes are handed back to their callers.
    /// </summary>
    public Func<IReadOnlyList<DeadLetter>, CancellationToken, ValueTask>? DeadLetters { get; set; }

    /// <summary>
    /// Time that disposal gives, all together, to batches and then to second levels' removals that are not delivered yet.
    /// Default 30 seconds; zero, at most 49 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Told of aggregates that are given up, each a <see cref="LostAggregates{TSeries}"/>; the delivery waits for it. What it
    /// throws is logged. Default: they are counted and logged.
    /// </summary>
    public Action<LostAggregates>? OnAggregatesLost { get; set; }

    /// <summary>Seed of the lifetimes' jitter. Default: a different one in each decorator.</summary>
    public int? Seed { get; set; }

    /// <summary>Where slow operations are logged. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>A copy, checked: later changes of the original do not reach the decorator.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal RoteOptions Snapshot()
    {
        Validate();
        var copy = (RoteOptions)MemberwiseClone();
        copy.Serializers = Serializers.Copy();
        return copy;
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names the property and the remedy.</exception>
    internal void Validate()
    {
        if (TimeProvider is null)
        {
            throw new ArgumentNullException(
                nameof(TimeProvider), "RoteOptions.TimeProvider is null. Leave it alone or use TimeProvider.System.");
        }

        CheckPositive(MaxEntries, nameof(MaxEntries));
        CheckPositive(MaxPendingBatchItems, nameof(MaxPendingBatchItems));
        foreach (string operation in WriteBehind.Keys)
        {
            _ = new WriteBehindPolicy { Operation = operation }.With(this);
        }

        foreach (string operation in Batches.Keys)
        {
            new BatchPolicy { Operation = operation }.With(this).Validated();
        }

        foreach ((string operation, ResilienceOptions changes) in Resilience)
        {
            ResilienceCheck.Check(operation, changes);
        }

        if (!OptionTimes.IsPositiveOrInfinite(SecondLevelTimeout))
        {
            throw new ArgumentOutOfRangeException(
                nameof(SecondLevelTimeout),
                SecondLevelTimeout,
                "RoteOptions.SecondLevelTimeout is not positive or beyond 49 days. "
                + "Use a positive time, or Timeout.InfiniteTimeSpan to wait as long as the level takes.");
        }

        if (!OptionTimes.IsZeroOrPositiveOrInfinite(DrainTimeout))
        {
            throw new ArgumentOutOfRangeException(
                nameof(DrainTimeout),
                DrainTimeout,
                "RoteOptions.DrainTimeout is negative or beyond 49 days. "
                + "Use zero to not wait, or Timeout.InfiniteTimeSpan to wait without end.");
        }
    }

    private static void CheckPositive(int value, string property)
    {
        if (value <= 0)
        {
            throw new ArgumentOutOfRangeException(property, value, $"RoteOptions.{property} is {value}. Use a positive number.");
        }
    }
}
