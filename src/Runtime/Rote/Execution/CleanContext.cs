using System.Diagnostics;

namespace Rote.Execution;

/// <summary>
/// Runs work that belongs to nobody in particular: in the default <see cref="ExecutionContext"/>, without the caller's
/// <see cref="AsyncLocal{T}"/> values, <see cref="SynchronizationContext"/> and <see cref="TaskScheduler"/>.
/// </summary>
internal static class CleanContext
{
    // The default context has no public name. A thread started without flow runs in it, and may hand it out.
    private static readonly ExecutionContext DefaultContext = CaptureDefault();

    /// <summary>
    /// Runs <paramref name="callback"/>, which must not throw, on this thread; the caller's context is back when it returns.
    /// </summary>
    public static void Run(ContextCallback callback, object? state)
    {
        if (ReferenceEquals(TaskScheduler.Current, TaskScheduler.Default))
        {
            RunWithoutContext(callback, state);
            return;
        }

        RunOffScheduler(callback, state);
    }

    /// <summary>
    /// In a task of the default scheduler, run in place: what the work awaits does not come back to the caller's scheduler.
    /// </summary>
    private static void RunOffScheduler(ContextCallback callback, object? state)
        => new Task(() => RunWithoutContext(callback, state)).RunSynchronously(TaskScheduler.Default);

    private static void RunWithoutContext(ContextCallback callback, object? state)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        if (outer is null)
        {
            ExecutionContext.Run(DefaultContext, callback, state);
            return;
        }

        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            ExecutionContext.Run(DefaultContext, callback, state);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private static ExecutionContext CaptureDefault()
    {
        var capture = new DefaultCapture();
        var thread = new Thread(capture.Run) { IsBackground = true, Name = "Rote context capture" };
        thread.UnsafeStart();
        thread.Join();
        return capture.Context ?? throw new UnreachableException("A new thread has an execution context.");
    }

    private sealed class DefaultCapture
    {
        public ExecutionContext? Context { get; private set; }

        public void Run() => Context = ExecutionContext.Capture();
    }
}
