using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Rote.Monitoring;

namespace Rote.Background;

/// <summary>Processes items in the background: a bounded queue and a number of workers.</summary>
/// <typeparam name="TItem">An item.</typeparam>
/// <remarks>
/// <para>
/// Thread-safe. Workers start with the first item. A handler that throws fails its item alone: the failure is counted, logged
/// and told to <see cref="BackgroundQueueOptions{TItem}.OnFailed"/>, and its worker goes on. Nothing is tried again.
/// </para>
/// <para>
/// Handlers run on the thread pool, in a clean execution context; only the trace parent of the call that enqueued the item is
/// carried over. Their token is cancelled when a stop runs out of time. A handler that waits for room in its own queue may wait
/// for itself: there, use <see cref="TryEnqueue"/>.
/// </para>
/// <para>
/// Every accepted item ends as exactly one of processed, failed and returned (<see cref="Statistics"/>). Items live in memory:
/// they do not outlive the process.
/// </para>
/// </remarks>
[SuppressMessage(
    "Naming",
    "CA1711:Identifiers should not have incorrect suffix",
    Justification = "It is a queue, though not a collection: the word that users look for.")]
[SuppressMessage(
    "Design",
    "CA2213:Disposable fields should be disposed",
    Justification = "The source has neither timer nor link: nothing to free. A handler that goes on may still ask its token.")]
public sealed class BackgroundQueue<TItem> : IAsyncDisposable, IDisposable, IQueueLength
{
    private readonly BackgroundQueueOptions<TItem> _options;
    private readonly QueueReporter<TItem> _reporter;
    private readonly KeyValuePair<string, object?> _nameTag;
    private readonly Channel<QueuedItem<TItem>> _channel;
    private readonly QueueWorker<TItem>[] _workers;
    private readonly TaskCompletionSource _workersEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<TItem> _interrupted = [];

    /// <summary>
    /// Guards what the workers run, the counts, <see cref="_interrupted"/> and taking from the channel, whose own lock comes
    /// after it. No delegate of a user runs under it.
    /// </summary>
    private readonly Lock _gate = new();

    private int _started;
    private int _liveWorkers;
    private int _running;
    private long _processed;
    private long _failed;
    private long _returned;
    private Task<BackgroundQueueRemainder<TItem>>? _stop;

    /// <summary>Makes a queue.</summary>
    /// <param name="handler">Processes an item. Called by as many workers at once as the options say.</param>
    /// <param name="options">How it works; <see langword="null"/>: the defaults. Copied.</param>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public BackgroundQueue(
        Func<TItem, CancellationToken, ValueTask> handler, BackgroundQueueOptions<TItem>? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _options = (options ?? new BackgroundQueueOptions<TItem>()).Snapshot();
        _reporter = new QueueReporter<TItem>(_options);
        _nameTag = new KeyValuePair<string, object?>(QueueInstruments.NameTag, _options.Name);
        _channel = Channel.CreateBounded<QueuedItem<TItem>>(
            new BoundedChannelOptions(_options.Capacity) { FullMode = BoundedChannelFullMode.Wait });
        _liveWorkers = _options.Workers;
        _workers = new QueueWorker<TItem>[_options.Workers];
        for (int i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new QueueWorker<TItem>(this, handler, _options, _cancellation.Token);
        }

        QueueInstruments.Add(this);
    }

    /// <summary>Its name in metrics, spans and logs.</summary>
    public string Name => _options.Name;

    /// <summary>Where its items are, at this moment.</summary>
    public BackgroundQueueStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return new BackgroundQueueStatistics(_channel.Reader.Count, _running, _processed, _failed, _returned);
            }
        }
    }

    int IQueueLength.Length => _channel.Reader.Count;

    internal ChannelReader<QueuedItem<TItem>> Reader => _channel.Reader;

    /// <summary>Hands an item over; waits for room where the queue is full, first come, first served.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Ends the wait for room. An item that is accepted is processed all the same.</param>
    /// <returns>
    /// Completes when the item is accepted, not when it is processed. Where there is room, at once and without an allocation.
    /// </returns>
    /// <exception cref="BackgroundQueueStoppedException">The queue is stopped; the item is not accepted.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; the item is not accepted.</exception>
    public ValueTask EnqueueAsync(TItem item, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        QueuedItem<TItem> queued = Queued(item);
        if (!_channel.Writer.TryWrite(queued))
        {
            return WaitForRoomAsync(queued, cancellationToken);
        }

        Start();
        return ValueTask.CompletedTask;
    }

    /// <summary>Hands an item over, if there is room for it now.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Whether it is accepted. If not, it is still the caller's: the queue has forgotten it.</returns>
    /// <exception cref="BackgroundQueueStoppedException">The queue is stopped; the item is not accepted.</exception>
    public bool TryEnqueue(TItem item)
    {
        if (_channel.Writer.TryWrite(Queued(item)))
        {
            Start();
            return true;
        }

        return Volatile.Read(ref _stop) is null ? false : throw BackgroundQueueStoppedException.For(Name);
    }

    /// <summary>
    /// Accepts nothing more and processes what is accepted, for a time. Then handlers are cancelled, and
    /// <see cref="BackgroundQueueOptions{TItem}.CancellationTimeout"/> later what is left is returned.
    /// </summary>
    /// <param name="timeout">
    /// Time for what is accepted. Zero: only what is in a handler, and only if it heeds its cancellation; at most 49 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </param>
    /// <param name="cancellationToken">Ends that time early. It does not cancel the stop.</param>
    /// <returns>What was not processed. The first call decides how; later ones get the same result.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time makes no sense.</exception>
    public Task<BackgroundQueueRemainder<TItem>> StopAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        BackgroundQueueOptions<TItem>.CheckTimeout(timeout, nameof(timeout));
        return Stop(timeout, out _, cancellationToken);
    }

    /// <summary>
    /// Stops it, unless it is stopped, within <see cref="BackgroundQueueOptions{TItem}.DrainTimeout"/>. Callers that wait for
    /// room get <see cref="BackgroundQueueStoppedException"/>.
    /// </summary>
    /// <returns>Completes when it is stopped.</returns>
    /// <exception cref="RoteDrainException">
    /// Items are left, and nobody else is told: <see cref="BackgroundQueueOptions{TItem}.OnReturned"/> is not set, and
    /// <see cref="StopAsync"/> was not called.
    /// </exception>
    public async ValueTask DisposeAsync()
    {
        BackgroundQueueRemainder<TItem> remainder = await Stop(_options.DrainTimeout, out bool isFirst, CancellationToken.None)
            .ConfigureAwait(false);
        if (isFirst && !remainder.IsEmpty && !_reporter.TellsOfReturned)
        {
            throw RoteDrainException.ForQueue(Name, remainder.Count, _options.DrainTimeout);
        }
    }

    /// <summary>
    /// Begins to stop it as <see cref="DisposeAsync"/> does, without waiting: what is left is told to the log and to
    /// <see cref="BackgroundQueueOptions{TItem}.OnReturned"/> alone.
    /// </summary>
    public void Dispose() => _ = Stop(_options.DrainTimeout, out _, CancellationToken.None);

    /// <summary>Takes the next item for a worker; it is running from then on.</summary>
    internal bool TryTake(QueueWorker<TItem> worker, out QueuedItem<TItem> queued)
    {
        lock (_gate)
        {
            if (!_channel.Reader.TryRead(out queued))
            {
                return false;
            }

            worker.Item = queued.Item;
            worker.IsRunning = true;
            _running++;
            return true;
        }
    }

    /// <summary>Counts and reports the end of a worker's item, unless the item was returned before.</summary>
    internal void OnEnded(QueueWorker<TItem> worker, Exception? error, bool isInterrupted)
    {
        TItem item;
        lock (_gate)
        {
            if (!worker.IsRunning)
            {
                return;
            }

            item = worker.Item!;
            ReleaseUnderLock(worker);
            CountUnderLock(item, error, isInterrupted);
        }

        if (QueueInstruments.Items.Enabled)
        {
            QueueInstruments.Items.AddQuietly(1, _nameTag, QueueWorker<TItem>.OutcomeTag(error, isInterrupted));
        }

        if (error is not null && !isInterrupted)
        {
            _reporter.Failed(item, error);
        }
    }

    internal void OnWorkerEnded()
    {
        if (Interlocked.Decrement(ref _liveWorkers) == 0)
        {
            _workersEnded.TrySetResult();
        }
    }

    private QueuedItem<TItem> Queued(TItem item)
    {
        Activity? parent = Activity.Current;
        return new QueuedItem<TItem>(
            item,
            parent is null ? default : parent.Context,
            QueueInstruments.WaitDuration.Enabled ? _options.TimeProvider.GetTimestamp() : QueuedItem<TItem>.Untimed);
    }

    private async ValueTask WaitForRoomAsync(QueuedItem<TItem> queued, CancellationToken cancellationToken)
    {
        try
        {
            await _channel.Writer.WriteAsync(queued, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw BackgroundQueueStoppedException.For(Name);
        }
    }

    /// <summary>Idempotent. A caller that waits for room does so for workers: others have filled the queue.</summary>
    private void Start()
    {
        if (Volatile.Read(ref _started) != 0 || Interlocked.Exchange(ref _started, 1) != 0)
        {
            return;
        }

        foreach (QueueWorker<TItem> worker in _workers)
        {
            ThreadPool.UnsafeQueueUserWorkItem(worker, preferLocal: false);
        }
    }

    private Task<BackgroundQueueRemainder<TItem>> Stop(
        TimeSpan timeout, out bool isFirst, CancellationToken cancellationToken)
    {
        var stop = new TaskCompletionSource<BackgroundQueueRemainder<TItem>>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        Task<BackgroundQueueRemainder<TItem>>? earlier = Interlocked.CompareExchange(ref _stop, stop.Task, null);
        isFirst = earlier is null;
        if (earlier is not null)
        {
            return earlier;
        }

        _channel.Writer.TryComplete();

        // Workers that had nothing to do come, see that nothing will, and leave: no other way to know that they are done.
        Start();
        _ = DrainAsync(stop, timeout, cancellationToken);
        return stop.Task;
    }

    private async Task DrainAsync(
        TaskCompletionSource<BackgroundQueueRemainder<TItem>> stop, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Task ended = _workersEnded.Task;
        TimeProvider time = _options.TimeProvider;
        List<TItem> notStarted = [];
        await ended.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.IsCompleted)
        {
            notStarted = TakeRest();
            _ = _cancellation.CancelAsync();
            await ended.WaitAsync(_options.CancellationTimeout, time, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        int hanging = AbandonRunning(out TItem[] interrupted);
        var remainder = new BackgroundQueueRemainder<TItem>(notStarted, interrupted);
        QueueInstruments.Remove(this);
        if (QueueInstruments.Items.Enabled && notStarted.Count + hanging > 0)
        {
            QueueInstruments.Items.AddQuietly(notStarted.Count + hanging, _nameTag, QueueInstruments.Returned);
        }

        if (!remainder.IsEmpty)
        {
            _reporter.Returned(remainder);
        }

        stop.TrySetResult(remainder);
    }

    private List<TItem> TakeRest()
    {
        List<TItem> rest = [];
        lock (_gate)
        {
            while (_channel.Reader.TryRead(out QueuedItem<TItem> queued))
            {
                rest.Add(queued.Item);
                _returned++;
            }
        }

        return rest;
    }

    /// <summary>Gives up on handlers that go on in spite of their cancellation. How many there are.</summary>
    private int AbandonRunning(out TItem[] interrupted)
    {
        lock (_gate)
        {
            int hanging = _running;
            foreach (QueueWorker<TItem> worker in _workers)
            {
                if (worker.IsRunning)
                {
                    TItem item = worker.Item!;
                    ReleaseUnderLock(worker);
                    CountUnderLock(item, error: null, isInterrupted: true);
                }
            }

            interrupted = [.. _interrupted];
            return hanging;
        }
    }

    private void ReleaseUnderLock(QueueWorker<TItem> worker)
    {
        worker.Item = default;
        worker.IsRunning = false;
        _running--;
    }

    private void CountUnderLock(TItem item, Exception? error, bool isInterrupted)
    {
        if (isInterrupted)
        {
            _interrupted.Add(item);
            _returned++;
        }
        else if (error is null)
        {
            _processed++;
        }
        else
        {
            _failed++;
        }
    }
}
