using Rote.Background;

namespace Rote.Allocation.Tests;

[Collection("Listening")]
public sealed class BackgroundQueueAllocationTests
{
    private const int Enough = 20_000;

    [Fact]
    public async Task EnqueueAsync_Room_AllocatesNothing()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var queue = new BackgroundQueue<int>(
            async (item, _) => await (item < 0 ? gate.Task : Task.CompletedTask),
            new BackgroundQueueOptions<int> { Workers = 1, Capacity = Enough });

        // The channel keeps the room that it has grown to.
        for (int i = 0; i < Enough; i++)
        {
            await queue.EnqueueAsync(i, TestContext.Current.CancellationToken);
        }

        while (queue.Statistics.Processed < Enough)
        {
            await Task.Yield();
        }

        await queue.EnqueueAsync(-1, TestContext.Current.CancellationToken);
        while (queue.Statistics.Running == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(0, Allocations.Of(() =>
        {
            ValueTask accepted = queue.EnqueueAsync(1, CancellationToken.None);
            Assert.True(accepted.IsCompletedSuccessfully);
        }));
        gate.SetResult();
    }
}
