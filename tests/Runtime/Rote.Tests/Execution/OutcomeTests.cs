using System.Runtime.ExceptionServices;
using Rote.Execution;

namespace Rote.Tests.Execution;

public sealed class OutcomeTests
{
    [Fact]
    public void GetResult_ManyWaiters_EachThrowsWithItsOwnFramesOnly()
    {
        var outcome = new Outcome<int>();
        outcome.TryFail(ExceptionDispatchInfo.Capture(new FormatException("boom")));
        int first = Trace(outcome).Length;
        for (int i = 0; i < 100; i++)
        {
            Trace(outcome);
        }

        Assert.Equal(first, Trace(outcome).Length);
    }

    [Fact]
    public void TrySucceed_AfterAFailure_ChangesNothing()
    {
        var outcome = new Outcome<int>();
        Assert.True(outcome.TryFail(ExceptionDispatchInfo.Capture(new FormatException("boom"))));

        Assert.False(outcome.TrySucceed(1));

        Assert.False(outcome.Succeeded);
        Assert.Throws<FormatException>(() => outcome.GetResult());
    }

    private static string Trace(Outcome<int> outcome)
        => Assert.Throws<FormatException>(() => outcome.GetResult()).StackTrace!;
}
