using Rote.Execution;

namespace Rote.Tests.Execution;

public sealed class CleanContextTests
{
    [Fact]
    public async Task Run_OnACallersTaskScheduler_DoesNotCarryItOver()
    {
        TaskScheduler mine = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        (TaskScheduler Before, TaskScheduler Inside, TaskScheduler After, bool SameThread) seen = default;

        await Task.Factory.StartNew(
            () =>
            {
                seen.Before = TaskScheduler.Current;
                int thread = Environment.CurrentManagedThreadId;
                CleanContext.Run(
                    _ =>
                    {
                        seen.Inside = TaskScheduler.Current;
                        seen.SameThread = thread == Environment.CurrentManagedThreadId;
                    },
                    null);
                seen.After = TaskScheduler.Current;
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.None,
            mine);

        Assert.Same(mine, seen.Before);
        Assert.Same(TaskScheduler.Default, seen.Inside);
        Assert.Same(mine, seen.After);
        Assert.True(seen.SameThread);
    }
}
