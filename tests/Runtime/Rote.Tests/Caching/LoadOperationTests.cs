using Rote.Caching;

namespace Rote.Tests.Caching;

public sealed class LoadOperationTests
{
    [Fact]
    public void TryJoin_WhileTheLastWaiterLeaves_IsRefused()
    {
        bool? joined = null;
        Probe? probe = null;
        probe = new Probe(() => joined = probe!.TryJoin());

        probe.Leave();

        Assert.False(joined);
        Assert.True(probe.IsCancelled);
    }

    [Fact]
    public void Leave_AnotherWaiterIsLeft_CancelsNothing()
    {
        var probe = new Probe(() => Assert.Fail("abandoned"));
        Assert.True(probe.TryJoin());

        probe.Leave();

        Assert.False(probe.IsCancelled);
    }

    [Fact]
    public void Leave_AfterTheEnd_CancelsNothing()
    {
        var probe = new Probe(() => Assert.Fail("abandoned"));
        probe.End();

        probe.Leave();

        Assert.False(probe.IsCancelled);
    }

    private sealed class Probe(Action onAbandoned) : LoadOperation
    {
        public bool IsCancelled => Token.IsCancellationRequested;

        protected override void Run()
        {
        }

        protected override void OnTimedOut()
        {
        }

        protected override void OnForgotten()
        {
        }

        protected override void OnAbandoned() => onAbandoned();
    }
}
