using Rote;

namespace AggregationSample;

/// <summary>Records a day of model calls twice: a row for each call, and a row for each quarter of an hour.</summary>
internal static class UsageJob
{
    public static async Task<Figures> RunAsync(CancellationToken cancellationToken)
    {
        var calls = WorkingDay.Calls();

        var plain = new UsageStore();
        await new UsageMeter(plain, new ReplayClock(WorkingDay.Start)).RecordAsync(calls, cancellationToken);

        var store = new UsageStore();
        var clock = new ReplayClock(WorkingDay.Start);
        var lost = 0;
        await using (var usage = store.Decorate(new RoteOptions
        {
            TimeProvider = clock,
            OnAggregatesLost = _ => Interlocked.Increment(ref lost),
        }))
        {
            await new UsageMeter(usage, clock).RecordAsync(calls, cancellationToken);

            // Disposal delivers the quarters that are still open: the last ones of the day.
        }

        return new Figures
        {
            Recorded = calls.Count,
            Plain = plain,
            Aggregated = store,
            BulkCallsLost = lost,
            LargestCall = calls.Max(call => call.Tokens),
        };
    }
}
