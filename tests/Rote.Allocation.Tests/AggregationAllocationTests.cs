using Rote.Buffering;

namespace Rote.Allocation.Tests;

[Collection("Listening")]
public sealed class AggregationAllocationTests
{
    [Fact]
    public async Task AddAsync_OpenBucket_AllocatesNothing()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        double value = 0;
        await using var aggregator = new SampleAggregator<string>(
            new AggregationPolicy { Operation = "allocation", FlushInterval = TimeSpan.FromDays(1) },
            static (_, _) => ValueTask.CompletedTask);

        Assert.Equal(0, Allocations.Of(() =>
        {
            ValueTask accepted = aggregator.AddAsync("series", now, value++, CancellationToken.None);
            Assert.True(accepted.IsCompletedSuccessfully);
        }));
    }
}
