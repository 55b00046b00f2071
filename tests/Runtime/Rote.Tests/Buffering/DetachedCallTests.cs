using Rote.Buffering;
using Rote.Testing;

namespace Rote.Tests.Buffering;

public sealed class DetachedCallTests
{
    [Fact]
    public void Cancel_BeforeThePoolHadAThread_CallIsNeverMade()
    {
        bool made = false;
        var call = new DetachedCall(_ =>
        {
            made = true;
            return default;
        });

        call.Cancel();
        call.Execute();

        Assert.False(made);
        Assert.True(call.Ended);
        Assert.Throws<OperationCanceledException>(() => call.GetResult());
    }

    [Fact]
    public async Task RunAsync_CallThrowsAtOnce_IsThrownToTheWaiter()
    {
        var call = new DetachedCall(static _ => throw new IOException("down"));

        await Assert.ThrowsAsync<IOException>(() => call.RunAsync(Timeout.InfiniteTimeSpan, TimeProvider.System));
    }

    [Fact]
    public async Task RunAsync_TakesTooLong_AsksItToStopAndLeavesIt()
    {
        var time = new ManualTimeProvider();
        var begun = new TaskCompletionSource<CancellationToken>();
        var gate = new TaskCompletionSource();
        var call = new DetachedCall(async token =>
        {
            begun.SetResult(token);
            await gate.Task;
        });
        Task run = call.RunAsync(TimeSpan.FromSeconds(3), time);
        CancellationToken token = await begun.Task;

        time.Advance(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAsync<TimeoutException>(() => run);
        Assert.True(token.IsCancellationRequested);
        Assert.False(call.Ended);
        gate.SetResult();
    }
}
