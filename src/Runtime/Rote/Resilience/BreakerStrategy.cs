using Polly;
using Polly.CircuitBreaker;

namespace Rote.Resilience;

/// <summary>Makes a call when the breaker lets it, and tells it what the call says of the store.</summary>
internal sealed class BreakerStrategy : ResilienceStrategy
{
    // Of a timeout: timers are no more exact than that, and part of the time went by before the call came here.
    private const double Patience = 0.9;

    private readonly Breaker _breaker;
    private readonly Failures _failures;
    private readonly ResilienceMeter _meter;
    private readonly TimeProvider _time;
    private readonly TimeSpan _longEnough;

    public BreakerStrategy(
        Breaker breaker, ResilienceSettings settings, Failures failures, ResilienceMeter meter, TimeProvider time)
    {
        _breaker = breaker;
        _failures = failures;
        _meter = meter;
        _time = time;
        _longEnough = Shorter(settings.Timeout, settings.AttemptTimeout) * Patience;
    }

    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (!_breaker.TryEnter(out int era, out TimeSpan refusedFor))
        {
            _meter.Count(ResilienceMeter.BreakerRejected);
            return Outcome.FromException<TResult>(new BrokenCircuitException(
                $"'{_meter.Operation}' is refused: too many of its calls have failed, and its circuit breaker is open.",
                refusedFor));
        }

        long start = _time.GetTimestamp();
        var verdict = BreakerVerdict.Nothing;
        try
        {
            Outcome<TResult> outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            verdict = Judge(outcome.Exception, start);
            return outcome;
        }
        finally
        {
            if (_breaker.Exit(era, verdict))
            {
                _meter.Count(ResilienceMeter.BreakerOpened);
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other)
        => one == Timeout.InfiniteTimeSpan ? (other == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue / 2 : other)
            : other == Timeout.InfiniteTimeSpan || one < other ? one
            : other;

    // A store that hangs is found out also where those who wait for it give up first: by themselves, or with the whole call.
    private BreakerVerdict Judge(Exception? error, long start) => error switch
    {
        null => BreakerVerdict.Success,
        RoteOverloadException or LeftInLineException => BreakerVerdict.Nothing,
        _ when _failures.MayPass(error) => BreakerVerdict.Failure,
        OperationCanceledException when _time.GetElapsedTime(start) >= _longEnough => BreakerVerdict.Failure,
        OperationCanceledException => BreakerVerdict.Nothing,
        _ => BreakerVerdict.Success,
    };
}
