namespace AggregationSample;

/// <summary>The application: it records each call as it comes, and does not know of quarters of an hour.</summary>
internal sealed class UsageMeter(IUsageStore store, ReplayClock clock)
{
    public async Task RecordAsync(IReadOnlyList<ModelCall> calls, CancellationToken cancellationToken)
    {
        foreach (var call in calls)
        {
            clock.MoveTo(call.Arrives);
            await store.RecordAsync(call.Tenant, call.Agent, call.Model, call.Tokens, call.At, cancellationToken);
        }
    }
}
