namespace Rote.Execution;

/// <summary>Blocks a synchronous caller. A seam: in the interleaving tests it is an actor that waits, not a thread.</summary>
internal static class BlockingWait
{
    /// <summary>Returns when <paramref name="task"/>, which does not fail, has ended.</summary>
#pragma warning disable RS0030 // A synchronous caller can only block. Its load runs on another thread and needs none of the pool.
    public static void For(Task task) => task.Wait(CancellationToken.None);
#pragma warning restore RS0030
}
