using Rote.Buffering;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Buffering.Aggregation;

[Collection("Telemetry")]
public sealed class AggregationDepthTests : AggregatorTestBase
{
    [Fact]
    public async Task Depth_WhileSamplesAreHeld_SaysWhatWaitsWhere()
    {
        var hanging = new TaskCompletionSource();
        Store.Before = _ => new ValueTask(hanging.Task);
        await using SampleAggregator<string> aggregator = Make(
            policy => policy with { Operation = "Deep samples", MaxBuckets = 2 });
        await aggregator.AddAsync("a", At(1), 1, Ct);
        await aggregator.AddAsync("b", At(1), 1, Ct);
        Assert.Equal((2.0, 0.0, 0.0), Look());

        // The oldest bucket is on its way to make room for the third.
        Task third = aggregator.AddAsync("c", At(1), 1, Ct).AsTask();
        Assert.Equal((2.0, 1.0, 1.0), Look());

        hanging.SetResult();
        await third;
        await aggregator.FlushAsync(Ct);
        Assert.Equal((0.0, 0.0, 0.0), Look());
    }

    private static (double Pending, double InFlight, double Waiting) Look()
    {
        using var meter = new RecordingMeter();
        meter.Observe();
        return (Of("pending"), Of("in_flight"), Of("waiting"));

        double Of(string what)
            => Assert.Single(meter.Of($"aggregation.{what}", "db.operation.name", "Deep samples")).Value;
    }
}
