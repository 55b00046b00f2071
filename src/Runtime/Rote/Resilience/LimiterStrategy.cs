using System.Threading.RateLimiting;
using Polly;

namespace Rote.Resilience;

/// <summary>Makes a call when a limiter lets it; the permit goes back when the call has ended.</summary>
internal sealed class LimiterStrategy(
    RateLimiter limiter, string limit, ResilienceMeter meter, KeyValuePair<string, object?> rejected) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        RateLimitLease lease;
        try
        {
            lease = await limiter.AcquireAsync(1, context.CancellationToken)
                .ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (Exception error)
        {
            // The caller left, or the application has disposed of its limiter.
            return Outcome.FromException<TResult>(error);
        }

        using (lease)
        {
            if (lease.IsAcquired)
            {
                return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            }

            meter.Count(rejected);
            TimeSpan? later = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan time) ? time : null;
            return Outcome.FromException<TResult>(RoteOverloadException.For(meter.Operation, limit, later));
        }
    }
}
