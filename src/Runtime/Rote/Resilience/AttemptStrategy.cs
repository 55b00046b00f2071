using Polly;

namespace Rote.Resilience;

/// <summary>Counts the calls that reach the store.</summary>
internal sealed class AttemptStrategy(ResilienceMeter meter) : ResilienceStrategy
{
    protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        meter.CountAttempt();
        return callback(context, state);
    }
}
