using Rote.Batching;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Batching;

/// <summary>Metrics that throw fail no batch.</summary>
[Collection("Telemetry")]
public sealed class BatchObserverTests : BatcherTestBase
{
    [Fact]
    public async Task Batch_ListenerThrows_CallersGetTheirResults()
    {
        using var meter = new ThrowingMeter();
        Batcher<int, string, string> batcher = Make();
        Bulk.FinishAll();

        await batcher.GetAsync(0, "a", Ct);
        await batcher.GetManyAsync(0, Names(3), Ct);

        Assert.True(meter.Thrown > 0);
    }
}
