namespace Rote.Caching;

/// <summary>
/// Group commit: requests that come while others are written go together in the next write. One worker of the thread pool at
/// a time,
/// and none when there is nothing to write.
/// </summary>
/// <param name="process">Writes a batch; answers every request of it and does not throw.</param>
/// <param name="maxBatchBytes">Bytes of a batch at most, unless a single record is longer.</param>
/// <param name="maxBatchRequests">Requests of a batch at most.</param>
#pragma warning disable CA1001 // A semaphore without a wait handle holds nothing, and callers may still leave it after disposal.
internal sealed class WriteQueue(Action<List<WriteRequest>> process, long maxBatchBytes, int maxBatchRequests)
    : IThreadPoolWorkItem
#pragma warning restore CA1001
{
    /// <summary>Requests that wait or are written at most; beyond that, callers wait for room.</summary>
    public const int MaxPending = 1024;

    private readonly Lock _gate = new();
    private readonly Queue<WriteRequest> _waiting = new();
    private readonly List<WriteRequest> _batch = [];
    private readonly SemaphoreSlim _room = new(MaxPending, MaxPending);
    private TaskCompletionSource? _idle;
    private bool _isWorking;
    private bool _isClosed;

    /// <summary>Puts a request in the queue and waits for its answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up waiting for room; once in the queue, a request is written.</param>
    public async ValueTask WriteAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Enqueue(request);
            await request.Task.ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Takes no more requests. Completes when nothing waits and nothing is written.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (!_isWorking)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTakeBatch())
        {
            process(_batch);
            _batch.Clear();
        }
    }

    private void Enqueue(WriteRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(DiskCacheLevel));
            _waiting.Enqueue(request);
            if (_isWorking)
            {
                return;
            }

            _isWorking = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool TryTakeBatch()
    {
        TaskCompletionSource? idle;
        lock (_gate)
        {
            long bytes = 0;
            while (_batch.Count < maxBatchRequests && _waiting.TryPeek(out WriteRequest? next))
            {
                bytes += next.Header.RecordBytes;
                if (bytes > maxBatchBytes && _batch.Count > 0)
                {
                    break;
                }

                _batch.Add(_waiting.Dequeue());
            }

            if (_batch.Count > 0)
            {
                return true;
            }

            _isWorking = false;
            idle = _idle;
            _idle = null;
        }

        idle?.SetResult();
        return false;
    }
}
