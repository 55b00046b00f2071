namespace Rote.Batching;

/// <content>Batches on their way out.</content>
internal sealed partial class BatchCore<TGroup, TItem, TResult>
{
    /// <summary>Batches that were taken under the lock, to be sent when it is left. Mostly there is one, or none.</summary>
    private struct Ready
    {
        private Batch<TGroup, TItem, TResult>? _last;
        private List<Batch<TGroup, TItem, TResult>>? _others;

        public void Add(Batch<TGroup, TItem, TResult> batch)
        {
            if (_last is not null)
            {
                (_others ??= []).Add(_last);
            }

            _last = batch;
        }

        /// <summary>The last one is sent inside a caller's call: none but that caller may go on there.</summary>
        public readonly void SentFor(BatchCall<TGroup, TItem, TResult>? call)
        {
            if (_last is not null)
            {
                _last.EndsInPlace = _last.Calls.Length == 1 && ReferenceEquals(_last.Calls[0].Call, call);
            }
        }

        /// <summary>Sends the last one on this thread.</summary>
        public readonly void Dispatch()
        {
            // Not in a row on this thread: a bulk call that blocks would hold up the others.
            QueueOthers();
            _last?.Send();
        }

        /// <summary>Sends all of them on the pool's threads.</summary>
        public readonly void Queue()
        {
            QueueOthers();
            if (_last is not null)
            {
                ThreadPool.UnsafeQueueUserWorkItem(_last, preferLocal: false);
            }
        }

        private readonly void QueueOthers()
        {
            if (_others is null)
            {
                return;
            }

            foreach (Batch<TGroup, TItem, TResult> batch in _others)
            {
                ThreadPool.UnsafeQueueUserWorkItem(batch, preferLocal: false);
            }
        }
    }
}
