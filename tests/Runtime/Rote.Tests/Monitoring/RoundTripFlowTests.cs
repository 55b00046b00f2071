using System.Runtime.CompilerServices;
using Rote.Monitoring;

namespace Rote.Tests.Monitoring;

/// <summary>What outlives a budget or a profile: it counts for neither, and keeps neither alive.</summary>
public sealed class RoundTripFlowTests
{
    [Fact]
    public async Task WorkThatOutlivesItsBudget_CountsForItNoMore()
    {
        using var other = RoundTripBudget.AtMost(0);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (Task work, RoundTripBudget budget) = BeginWork(gate.Task);
        budget.Dispose();
        gate.SetResult();
        await work;

        Assert.Equal(0, budget.Count);
        Assert.Equal(1, other.Count);
    }

    [Fact]
    public void DisposedInTheWrongOrder_CountNoMore()
    {
        using var another = RoundTripBudget.AtMost(1);
        var outer = RoundTripBudget.AtMost(0);
        var inner = RoundTripBudget.AtMost(0);
        outer.Dispose();
        inner.Dispose();
        RoundTrips.Count("later");

        Assert.Equal((1, 0, 0), (another.Count, outer.Count, inner.Count));
    }

    [Fact]
    public void ProfilesThatStartEachOtherInTurn_KeepNoneThatIsOver()
    {
        ExecutionContext context = ExecutionContext.Capture()!;
        var over = new List<WeakReference>();
        ProfiledCall? last = null;
        for (int i = 0; i < 10; i++)
        {
            (context, last) = StartWithin(context, last, over);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // The last two are held: one by this method, one by the other.
        Assert.InRange(over.Count(static call => call.IsAlive), 1, 2);
        last!.End();
        GC.KeepAlive(context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (ExecutionContext Context, ProfiledCall Call) StartWithin(
        ExecutionContext context, ProfiledCall? before, List<WeakReference> over)
    {
        // The one before ends only when the next has begun.
        (ExecutionContext, ProfiledCall) begun = default;
        ExecutionContext.Run(
            context,
            _ =>
            {
                var call = ProfiledCall.Start();
                over.Add(new WeakReference(call));
                begun = (ExecutionContext.Capture()!, call);
            },
            null);
        before?.End();
        return begun;
    }

    private static (Task Work, RoundTripBudget Budget) BeginWork(Task gate)
    {
        (Task, RoundTripBudget) begun = default;
        ExecutionContext.Run(
            ExecutionContext.Capture()!,
            _ =>
            {
                var budget = RoundTripBudget.AtMost(0);
                begun = (AskLaterAsync(gate), budget);
            },
            null);
        return begun;
    }

    private static async Task AskLaterAsync(Task gate)
    {
        await gate;
        RoundTrips.Count("later");
    }
}
