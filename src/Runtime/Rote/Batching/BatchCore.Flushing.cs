namespace Rote.Batching;

/// <content>Flushes: they cost the calls nothing, and look through what is held instead.</content>
internal sealed partial class BatchCore<TGroup, TItem, TResult>
{
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<BatchCall<TGroup, TItem, TResult>>[] room;
        Task ends;
        Ready ready = default;
        lock (_gate)
        {
            PlaceArrivals();
            TakeUpToSlots(ref ready);
            Rest(ref ready);

            // What has no slot yet follows when an earlier batch comes back: that waits for no delay.
            ends = WhenOverUnderLock();
            room = _queue.CopyRoom();
        }

        // Not on this thread: a bulk call that blocks must not hold up whoever flushes.
        ready.Queue();
        Task flush = room.Length == 0 ? ends : FlushRoomAsync(ends, room);
        return flush.IsCompletedSuccessfully ? flush : flush.WaitAsync(cancellationToken);
    }

    /// <summary>Calls that wait for room are in no batch yet: whenever batches have come back, looks where they are.</summary>
    private async Task FlushRoomAsync(Task ends, LinkedListNode<BatchCall<TGroup, TItem, TResult>>[] room)
    {
        int placed = 0;
        while (placed < room.Length)
        {
            await ends.ConfigureAwait(false);
            lock (_gate)
            {
                // In the order in which they came; one that left is in no list, either.
                while (placed < room.Length && room[placed].List is null)
                {
                    placed++;
                }

                ends = WhenOverUnderLock();
            }
        }

        await ends.ConfigureAwait(false);
    }

    private Task WhenOverUnderLock()
    {
        var ends = new List<Task>();
        foreach (Batch<TGroup, TItem, TResult> batch in _running)
        {
            ends.Add(batch.WhenOver());
        }

        _queue.AddWhenOver(ends);
        return Task.WhenAll(ends);
    }
}
