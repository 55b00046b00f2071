using System.Threading.RateLimiting;
using Polly;

namespace Rote;

/// <summary>
/// What the application changes about the resilience of one operation; what is <see langword="null"/> stays as
/// <see cref="ResilientAttribute"/> says.
/// </summary>
public sealed class ResilienceOptions
{
    /// <summary>
    /// The application's own pipeline, in place of everything here: the other properties stay <see langword="null"/>. It may
    /// be shared by operations. It sees one call of the store, and whether that can be repeated is the application's to know; it
    /// must not repeat buffered writes.
    /// </summary>
    public ResiliencePipeline? Pipeline { get; set; }

    /// <summary>
    /// Time for the whole call. From 10 milliseconds to one day, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>
    /// Time for one call of the store. From 10 milliseconds to one day, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan? AttemptTimeout { get; set; }

    /// <summary>Calls after the first that failed, at most. Not negative.</summary>
    public int? Retries { get; set; }

    /// <summary>Time before the first retry, on average. Not negative, at most one day.</summary>
    public TimeSpan? RetryDelay { get; set; }

    /// <summary>Time before a retry at most. Positive, at most one day; default 10 seconds.</summary>
    public TimeSpan? MaxRetryDelay { get; set; }

    /// <summary>
    /// Calls within <see cref="BreakWindow"/> from which on the breaker looks at them. At least 2; 0: no breaker.
    /// </summary>
    public int? BreakAfter { get; set; }

    /// <summary>The share of failures with which the breaker opens. Above 0, at most 1; default 0.5.</summary>
    public double? FailureRatio { get; set; }

    /// <summary>Time in which calls are counted for the breaker. From 500 milliseconds to one day; default 30 seconds.</summary>
    public TimeSpan? BreakWindow { get; set; }

    /// <summary>Time that the breaker stays open. From 500 milliseconds to one day.</summary>
    public TimeSpan? BreakDuration { get; set; }

    /// <summary>Time after which a read is asked for a second time. At most one day; zero: never.</summary>
    public TimeSpan? HedgeAfter { get; set; }

    /// <summary>Calls in the store at most. 0: no limit.</summary>
    public int? MaxConcurrent { get; set; }

    /// <summary>Calls that wait for each limit at most. Not negative.</summary>
    public int? MaxQueued { get; set; }

    /// <summary>Calls of the store per second at most. 0: no limit.</summary>
    public int? CallsPerSecond { get; set; }

    /// <summary>
    /// A limiter of the application's own in place of <see cref="CallsPerSecond"/>: several operations share what a provider
    /// allows by sharing one. Each call of the store asks it for one permit. It is not disposed of.
    /// </summary>
    public RateLimiter? RateLimiter { get; set; }

    /// <summary>
    /// Which failures of the store are tried again, and count for the breaker. Default: all but cancellations that no timeout is
    /// the cause of, <see cref="ArgumentException"/>, <see cref="NotSupportedException"/> and
    /// <see cref="ObjectDisposedException"/>. An open breaker and an exhausted limit are never tried again.
    /// </summary>
    public Func<Exception, bool>? ShouldHandle { get; set; }

    /// <summary>Whether anything but the pipeline is set.</summary>
    internal bool HasSettings
        => Timeout is not null || AttemptTimeout is not null || Retries is not null || RetryDelay is not null
            || MaxRetryDelay is not null || BreakAfter is not null || FailureRatio is not null || BreakWindow is not null
            || BreakDuration is not null || HedgeAfter is not null || MaxConcurrent is not null || MaxQueued is not null
            || CallsPerSecond is not null || RateLimiter is not null || ShouldHandle is not null;
}
