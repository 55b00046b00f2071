namespace Rote;

/// <summary>
/// Makes the inner call of an asynchronous method resilient: timeouts, retries with jitter, hedging, a concurrency limit, a
/// circuit breaker and a rate limit, in one pipeline that is built once.
/// </summary>
/// <remarks>
/// <para>
/// It stands below cache and batcher: what is made resilient is the load that callers share and the bulk call of a batch, not
/// each of those that wait. From the caller inwards: timeout, retries, hedging, concurrency, breaker, rate, timeout of
/// the attempt.
/// </para>
/// <para>
/// A call is repeated only where that is known to do no harm: of a <see cref="CachedAttribute"/> method that does not
/// invalidate, or where <see cref="ReadOnly"/> or <see cref="Idempotent"/> says so. Buffered writes and samples are never
/// repeated here: their buffer knows which of them are stored. A decorator whose attribute asks for more is refused with an
/// <see cref="ArgumentException"/> when it is made.
/// </para>
/// <para>
/// Timeouts cancel the token of the store and wait for it to give up. A store that ignores its token is not left behind: nothing
/// of a call goes on after its caller was answered, except the slower one of two hedged reads. Synchronous methods and streams
/// are forwarded unchanged. <see cref="RoteOptions.Resilience"/> changes the settings of single operations, and replaces a
/// pipeline by one of the application's own.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ResilientAttribute : Attribute
{
    /// <summary>
    /// Milliseconds for the whole call, retries and waits for a limit among them. From 10 to one day; -1: no timeout. Default
    /// 30,000.
    /// </summary>
    public int TimeoutMilliseconds { get; set; } = 30_000;

    /// <summary>Milliseconds for one call of the store. From 10 to one day; -1: no timeout. Default 10,000.</summary>
    public int AttemptTimeoutMilliseconds { get; set; } = 10_000;

    /// <summary>
    /// Calls after the first that failed, at most; not negative. Default: 3 where a call may be repeated, otherwise 0.
    /// </summary>
    public int Retries { get; set; } = 3;

    /// <summary>
    /// Milliseconds before the first retry, on average; they double with each, with jitter. Not negative, at most one day.
    /// Default 200.
    /// </summary>
    public int RetryBaseMilliseconds { get; set; } = 200;

    /// <summary>
    /// Calls within 30 seconds from which on the breaker looks at them: when half of them fail it opens, and calls fail at once
    /// until <see cref="BreakMilliseconds"/> have gone by and one call has succeeded. At least 2; 0: no breaker. Default 20.
    /// </summary>
    public int BreakAfter { get; set; } = 20;

    /// <summary>Milliseconds that the breaker stays open. From 500 to one day. Default 5,000.</summary>
    public int BreakMilliseconds { get; set; } = 5_000;

    /// <summary>
    /// Milliseconds after which a read that has no answer is asked for a second time; the first answer counts and the other call
    /// is cancelled. Only for reads; it must not change its arguments. At most one day; 0, the default: never.
    /// </summary>
    public int HedgeAfterMilliseconds { get; set; }

    /// <summary>Calls in the store at most; others wait, first come, first served. 0, the default: no limit.</summary>
    public int MaxConcurrent { get; set; }

    /// <summary>
    /// Calls that wait for each limit at most; beyond it they fail with a <see cref="RoteOverloadException"/>. Not negative.
    /// Default 1,000.
    /// </summary>
    public int MaxQueued { get; set; } = 1_000;

    /// <summary>
    /// Calls of the store per second at most, retries among them, as many in one burst; others wait. 0, the default: no limit.
    /// </summary>
    public int CallsPerSecond { get; set; }

    /// <summary>
    /// Whether the method changes nothing, so that it can be repeated and hedged. Default: whether it is
    /// <see cref="CachedAttribute"/> and not <see cref="InvalidatesAttribute"/>.
    /// </summary>
    public bool ReadOnly { get; set; }

    /// <summary>Whether a repeated call does what one does, so that it can be retried. Default: it does not.</summary>
    public bool Idempotent { get; set; }
}
