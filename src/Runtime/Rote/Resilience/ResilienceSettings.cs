using System.Threading.RateLimiting;

namespace Rote.Resilience;

/// <summary>A policy with what the application changes about it, without gaps, checked.</summary>
internal sealed record ResilienceSettings
{
    private const int DefaultRetries = 3;

    // The bounds of Polly, which names its own properties where they are crossed.
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ShortestBreak = TimeSpan.FromMilliseconds(500);

    public required string Operation { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required TimeSpan AttemptTimeout { get; init; }

    public required int Retries { get; init; }

    public required TimeSpan RetryDelay { get; init; }

    public required TimeSpan MaxRetryDelay { get; init; }

    public required int BreakAfter { get; init; }

    public required double FailureRatio { get; init; }

    public required TimeSpan BreakWindow { get; init; }

    public required TimeSpan BreakDuration { get; init; }

    public required TimeSpan HedgeAfter { get; init; }

    public required int MaxConcurrent { get; init; }

    public required int MaxQueued { get; init; }

    public required int CallsPerSecond { get; init; }

    public RateLimiter? RateLimiter { get; init; }

    public Func<Exception, bool>? ShouldHandle { get; init; }

    /// <summary>Whether the store may be called more than once for one call.</summary>
    public bool Repeats => Retries > 0 || HedgeAfter > TimeSpan.Zero;

    /// <exception cref="ArgumentException">A value makes no sense, or does not fit the operation.</exception>
    public static ResilienceSettings Of(ResiliencePolicy policy, ResilienceOptions? changes)
    {
        ArgumentException.ThrowIfNullOrEmpty(policy.Operation);
        changes ??= new ResilienceOptions();
        int? retries = changes.Retries ?? policy.Retries;
        var settings = new ResilienceSettings
        {
            Operation = policy.Operation,
            Timeout = changes.Timeout ?? policy.Timeout ?? TimeSpan.FromSeconds(30),
            AttemptTimeout = changes.AttemptTimeout ?? policy.AttemptTimeout ?? TimeSpan.FromSeconds(10),
            Retries = retries ?? (policy.CanRepeat ? DefaultRetries : 0),
            RetryDelay = changes.RetryDelay ?? policy.RetryDelay ?? TimeSpan.FromMilliseconds(200),
            MaxRetryDelay = changes.MaxRetryDelay ?? TimeSpan.FromSeconds(10),
            BreakAfter = changes.BreakAfter ?? policy.BreakAfter ?? 20,
            FailureRatio = changes.FailureRatio ?? 0.5,
            BreakWindow = changes.BreakWindow ?? TimeSpan.FromSeconds(30),
            BreakDuration = changes.BreakDuration ?? policy.BreakDuration ?? TimeSpan.FromSeconds(5),
            HedgeAfter = changes.HedgeAfter ?? policy.HedgeAfter ?? TimeSpan.Zero,
            MaxConcurrent = changes.MaxConcurrent ?? policy.MaxConcurrent ?? 0,
            MaxQueued = changes.MaxQueued ?? policy.MaxQueued ?? 1_000,
            CallsPerSecond = changes.CallsPerSecond ?? policy.CallsPerSecond ?? 0,
            RateLimiter = changes.RateLimiter,
            ShouldHandle = changes.ShouldHandle,
        };
        settings.CheckValues();
        settings.CheckFit(policy, changes);
        return settings;
    }

    private static bool IsTimeout(TimeSpan time)
        => time == System.Threading.Timeout.InfiniteTimeSpan || (time >= ShortestTimeout && time <= OneDay);

    private void CheckValues()
    {
        const string Limit = "Use a positive number, or 0 for no limit.";
        const string Time = "Use 10 milliseconds to one day, or -1 or Timeout.InfiniteTimeSpan for no timeout.";
        const string Break = "Use 500 milliseconds to one day.";
        Check(IsTimeout(Timeout), nameof(Timeout), Timeout, Time);
        Check(IsTimeout(AttemptTimeout), nameof(AttemptTimeout), AttemptTimeout, Time);
        Check(Retries >= 0, nameof(Retries), Retries, "Use 0 for no retries, or more.");
        Check(
            RetryDelay >= TimeSpan.Zero && RetryDelay <= OneDay, nameof(RetryDelay), RetryDelay, "Use zero, or at most one day.");
        Check(
            MaxRetryDelay > TimeSpan.Zero && MaxRetryDelay <= OneDay,
            nameof(MaxRetryDelay),
            MaxRetryDelay,
            "Use a positive time of at most one day.");
        Check(BreakAfter is 0 or >= 2, nameof(BreakAfter), BreakAfter, "Use at least 2 calls, or 0 for no breaker.");
        Check(FailureRatio is > 0 and <= 1, nameof(FailureRatio), FailureRatio, "Use a share above 0 and at most 1.");
        Check(BreakWindow >= ShortestBreak && BreakWindow <= OneDay, nameof(BreakWindow), BreakWindow, Break);
        Check(BreakDuration >= ShortestBreak && BreakDuration <= OneDay, nameof(BreakDuration), BreakDuration, Break);
        Check(
            HedgeAfter >= TimeSpan.Zero && HedgeAfter <= OneDay,
            nameof(HedgeAfter),
            HedgeAfter,
            "Use a positive time of at most one day, or zero for no hedging.");
        Check(MaxConcurrent >= 0, nameof(MaxConcurrent), MaxConcurrent, Limit);
        Check(MaxQueued >= 0, nameof(MaxQueued), MaxQueued, "Use 0 to refuse what is beyond a limit, or more.");
        Check(CallsPerSecond >= 0, nameof(CallsPerSecond), CallsPerSecond, Limit);
    }

    private void CheckFit(ResiliencePolicy policy, ResilienceOptions changes)
    {
        Check(
            Retries == 0 || !policy.IsBuffered,
            nameof(Retries),
            Retries,
            "A buffer repeats its bulk calls itself: set MaxAttempts and ShouldRetry in RoteOptions.WriteBehind, or MaxAttempts "
            + "of [Aggregated].");
        Check(
            Retries == 0 || policy.CanRepeat,
            nameof(Retries),
            Retries,
            "A call that may write twice is not repeated: say Idempotent = true or ReadOnly = true if it does no harm, or leave "
            + "the retries out.");
        Check(
            HedgeAfter == TimeSpan.Zero || (policy.IsReadOnly && !policy.IsBuffered),
            nameof(HedgeAfter),
            HedgeAfter,
            "Two calls at once are for reads: say ReadOnly = true if it is one, or leave the hedging out.");

        // The defaults are for all: of a method without a token they do nothing. What is asked for must not do nothing.
        CheckReaches(policy, nameof(Timeout), changes.Timeout ?? policy.Timeout);
        CheckReaches(policy, nameof(AttemptTimeout), changes.AttemptTimeout ?? policy.AttemptTimeout);
    }

    private void CheckReaches(ResiliencePolicy policy, string property, TimeSpan? asked)
        => Check(
            policy.TakesToken || asked is null || asked == System.Threading.Timeout.InfiniteTimeSpan,
            property,
            asked ?? TimeSpan.Zero,
            "The store cannot be told to give up: add a CancellationToken to the method, or leave the timeouts out.");

    private void Check(bool holds, string property, object value, string remedy)
        => OptionCheck.Policy(holds, "resilience policy of", Operation, property, value, remedy);
}
