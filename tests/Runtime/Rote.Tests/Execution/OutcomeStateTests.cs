using System.Runtime.ExceptionServices;
using Rote.Execution;

namespace Rote.Tests.Execution;

public sealed class OutcomeStateTests
{
    [Fact]
    public void GetResult_ManyWaiters_EachThrowsWithItsOwnFramesOnly()
    {
        var outcome = default(OutcomeState<int>);
        outcome.TryFail(ExceptionDispatchInfo.Capture(new FormatException("boom")));
        int first = Trace(ref outcome).Length;
        for (int i = 0; i < 100; i++)
        {
            Trace(ref outcome);
        }

        Assert.Equal(first, Trace(ref outcome).Length);
    }

    [Fact]
    public void TrySucceed_AfterAFailure_ChangesNothing()
    {
        var outcome = default(OutcomeState<int>);
        Assert.True(outcome.TryFail(ExceptionDispatchInfo.Capture(new FormatException("boom"))));

        Assert.False(outcome.TrySucceed(1));

        Assert.False(outcome.Succeeded);
        Trace(ref outcome);
    }

    private static string Trace(ref OutcomeState<int> outcome)
    {
        OutcomeState<int> copy = outcome;
        return Assert.Throws<FormatException>(() => copy.GetResult()).StackTrace!;
    }
}
