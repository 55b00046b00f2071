using Rote.Testing.Scheduling;

namespace Rote.Execution;

/// <summary>Takes the place of the runtime's class of this name.</summary>
internal static class BlockingWait
{
    public static void For(Task task)
    {
        _ = task.ContinueWith(
            Interleaver.Wake, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            Interleaver.Block(task);
        }
    }
}
