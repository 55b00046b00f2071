using Polly;

namespace Rote.Resilience;

/// <summary>
/// Finds out that the store hangs also where those who wait for it give up first: by themselves, or with the whole call. It
/// stands behind the limits, so that what a call waited for them is not held against the store, and before the timeout of the
/// attempt, which makes cancellations anew.
/// </summary>
internal sealed class HangStrategy(ResilienceSettings settings, TimeProvider time) : ResilienceStrategy
{
    // Timers are no more exact than that, and part of the whole call's time has gone by before the store is asked.
    private const double Patience = 0.9;

    private readonly TimeSpan _longEnough = Shorter(settings.Timeout, settings.AttemptTimeout) * Patience;

    /// <summary>Whether there is a timeout to compare with.</summary>
    public static bool IsFor(ResilienceSettings settings)
        => settings.Timeout != Timeout.InfiniteTimeSpan || settings.AttemptTimeout != Timeout.InfiniteTimeSpan;

    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        long start = time.GetTimestamp();
        Outcome<TResult> outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        return outcome.Exception is OperationCanceledException error
            && context.CancellationToken.IsCancellationRequested
            && time.GetElapsedTime(start) >= _longEnough
                ? Outcome.FromException<TResult>(new HungStoreException(error, context.CancellationToken))
                : outcome;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other)
        => one == Timeout.InfiniteTimeSpan ? other : other == Timeout.InfiniteTimeSpan || one < other ? one : other;
}
