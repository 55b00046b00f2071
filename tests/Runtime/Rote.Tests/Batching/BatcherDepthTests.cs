using Rote.Batching;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Batching;

[Collection("Telemetry")]
public sealed class BatcherDepthTests : BatcherTestBase
{
    private const string Operation = "Depth";

    [Fact]
    public async Task Depth_WhileCallsAreHeld_SaysWhatWaitsWhere()
    {
        Batcher<int, string, string> batcher = Make(
            policy => policy with { Operation = Operation, MaxConcurrentBatches = 1 },
            new RoteOptions { MaxPendingBatchItems = 2 });
        Task<string>[] calls = [.. Names(6).Select(name => batcher.GetAsync(0, name, Ct).AsTask())];
        _ = batcher.GetAsync(0, "i1", Ct).AsTask();
        await Bulk.NextAsync();

        // Whoever looks places no call: all but the first are counted as they came.
        Assert.Equal((6.0, 1.0, 0.0), Look());
        _ = FlushAsync(Ct);
        Assert.Equal((2.0, 1.0, 3.0), Look());

        await DrainAsync();
        await Task.WhenAll(calls);
        Assert.Equal((0.0, 0.0, 0.0), Look());
    }

    [Fact]
    public void Depth_BatchersOfOneOperation_AreAddedUpAndOneThatIsGoneIsNotShown()
    {
        using var meter = new RecordingMeter();
        HoldOne("Together");
        HoldOne("Together");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        meter.Observe();

        Assert.Empty(meter.Of("batching.pending", "db.operation.name", "Together"));
        Batcher<int, string, string> one = Make(policy => policy with { Operation = "Together" });
        Batcher<int, string, string> other = Make(policy => policy with { Operation = "Together" });
        _ = one.GetAsync(0, "a", Ct).AsTask();
        _ = other.GetAsync(0, "a", Ct).AsTask();
        meter.Observe();

        Assert.Equal(2, Assert.Single(meter.Of("batching.in_flight", "db.operation.name", "Together")).Value);
        Assert.Equal("{call}", meter.Instruments["batching.in_flight"].Unit);
        Bulk.FinishAll();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void HoldOne(string operation)
    {
        var context = new Rote.Generated.DecoratorContext("ITest", null);
        _ = context.BatchWrites<int, string>(new BatchPolicy { Operation = operation }, (_, _, _) => default);
        context.Dispose();
    }

    private static (double Pending, double InFlight, double Waiting) Look()
    {
        using var meter = new RecordingMeter();
        meter.Observe();
        return (Of("pending"), Of("in_flight"), Of("waiting"));

        double Of(string what) => Assert.Single(meter.Of($"batching.{what}", "db.operation.name", Operation)).Value;
    }
}
