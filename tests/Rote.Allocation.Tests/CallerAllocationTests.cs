using System.Diagnostics;
using Rote.Monitoring;

namespace Rote.Allocation.Tests;

[Collection("Listening")]
public sealed class CallerAllocationTests
{
    [Fact]
    public void Capture_NobodyListens_AllocatesNothing()
        => Assert.Equal(0, Allocations.Of(() => Assert.Null(Caller.Capture())));

    [Fact]
    public void Capture_SpansListened_HoldsTheSpanAndAllocatesNothing()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Rote",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using Activity span = new Activity("caller").Start();

        Assert.Equal(0, Allocations.Of(() => Assert.Same(span, Caller.Capture())));
    }

    [Fact]
    public void Capture_Budget_HoldsTheFlowAndAllocatesNothing()
    {
        using var budget = RoundTripBudget.AtMost(0);

        Assert.Equal(0, Allocations.Of(() => Assert.NotNull(Caller.FlowOf(Caller.Capture()))));
    }
}
