using Polly;
using Polly.CircuitBreaker;

namespace Rote.Resilience;

/// <summary>Counts the calls that an open breaker refuses.</summary>
internal sealed class BreakerMeterStrategy(ResilienceMeter meter) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        Outcome<TResult> outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        if (outcome.Exception is BrokenCircuitException)
        {
            meter.Count(ResilienceMeter.BreakerRejected);
        }

        return outcome;
    }
}
