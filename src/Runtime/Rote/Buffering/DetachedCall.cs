using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Rote.Execution;

namespace Rote.Buffering;

/// <summary>
/// A call of foreign code that can be left behind: it runs on a thread of the pool, in a context of its own, and who waits for it
/// waits no longer than it may take, also where the call blocks its thread.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "The source has neither timer nor link: nothing to free. Disposal would race with its cancellation.")]
internal sealed class DetachedCall(Func<CancellationToken, ValueTask> call) : Outcome<bool>, IThreadPoolWorkItem
{
    private readonly CancellationTokenSource _cancellation = new();
    private bool _begun;

    /// <summary>Makes the call.</summary>
    /// <param name="timeout">How long to wait for it.</param>
    /// <param name="time">Counts it.</param>
    /// <exception cref="TimeoutException">The call is left behind; it was asked to stop.</exception>
    /// <exception cref="Exception">What the call throws.</exception>
    public async Task RunAsync(TimeSpan timeout, TimeProvider time)
    {
        // The clock runs from before the call: it may block.
        Task ended = WhenEnded(CancellationToken.None).WaitAsync(timeout, time);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        try
        {
            await ended.ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A call that ends at the very moment has ended.
            if (!Ended)
            {
                Cancel();
                throw new TimeoutException($"The call did not end within {timeout}. It was asked to stop and is not waited for.");
            }
        }

        GetResult();
    }

    /// <summary>Asks it to stop; one that has not begun, because the pool had no thread for it, never will.</summary>
    public void Cancel()
    {
        if (!Interlocked.Exchange(ref _begun, true))
        {
            TryFail(ExceptionDispatchInfo.Capture(new OperationCanceledException("The call was never made.")));
        }

        // The callbacks run elsewhere.
        _ = _cancellation.CancelAsync();
    }

    /// <summary>For the thread pool. Never throws.</summary>
    public void Execute()
    {
        if (!Interlocked.Exchange(ref _begun, true))
        {
            _ = ExecuteAsync();
        }
    }

    private async Task ExecuteAsync()
    {
        try
        {
            await call(_cancellation.Token).ConfigureAwait(false);
            TrySucceed(true);
        }
        catch (Exception error)
        {
            TryFail(ExceptionDispatchInfo.Capture(error));
        }
    }
}
