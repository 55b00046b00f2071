using Polly;
using Polly.CircuitBreaker;

namespace Rote.Resilience;

/// <summary>Makes a call when the breaker lets it, and tells it what the call says of the store.</summary>
internal sealed class BreakerStrategy(Breaker breaker, Failures failures, ResilienceMeter meter) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (!breaker.TryEnter(out int era, out TimeSpan refusedFor))
        {
            meter.Count(ResilienceMeter.BreakerRejected);
            return Outcome.FromException<TResult>(new BrokenCircuitException(
                $"'{meter.Operation}' is refused: too many of its calls have failed, and its circuit breaker is open.",
                refusedFor));
        }

        var verdict = BreakerVerdict.Nothing;
        try
        {
            Outcome<TResult> outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            verdict = Judge(outcome.Exception);
            return outcome;
        }
        finally
        {
            if (breaker.Exit(era, verdict))
            {
                meter.Count(ResilienceMeter.BreakerOpened);
            }
        }
    }

    private BreakerVerdict Judge(Exception? error) => error switch
    {
        null => BreakerVerdict.Success,
        RoteOverloadException => BreakerVerdict.Nothing,
        HungStoreException => BreakerVerdict.Failure,
        _ when failures.MayPass(error) => BreakerVerdict.Failure,
        OperationCanceledException => BreakerVerdict.Nothing,
        _ => BreakerVerdict.Success,
    };
}
