namespace Rote.Batching;

/// <content>How a flush learns of the batch's end. Belongs to the batcher's lock.</content>
internal sealed partial class Batch<TGroup, TItem, TResult>
{
    private TaskCompletionSource? _over;

    /// <summary>Completes when the batch is settled, or when nobody waits for any of its items.</summary>
    public Task WhenOver() => (_over ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Whoever flushes need not wait for it any more.</summary>
    public void TellOver() => _over?.TrySetResult();
}
