using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Rote.Execution;

namespace Rote.Caching;

/// <summary>The load of one key on its way: where its waiters meet.</summary>
/// <remarks>
/// <see cref="Next"/>, <see cref="IsListed"/>, <see cref="IsJoinable"/> and <see cref="IsWithdrawn"/> are guarded by the region's
/// gate. A flight of a single load is its own operation; that of a bulk load belongs to it.
/// </remarks>
internal abstract class Flight<TKey, TValue> : LoadOperation, IThreadPoolWorkItem
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>Stands in the place of the first waiter from the end on.</summary>
    private static readonly Action NoWaiter = static () => { };

    private OutcomeState<TValue> _outcome;
    private TKey _key;
    private Action? _waiter;
    private Action? _resumed;

    protected Flight(in TKey key, int hash)
    {
        _key = key;
        Hash = hash;
    }

    public ref readonly TKey Key => ref _key;

    public int Hash { get; }

    /// <summary>The region's generation that it began under.</summary>
    public int Epoch { get; set; }

    /// <summary>Generations of its tags, read before the load; <see langword="null"/>: not read yet.</summary>
    public TagToken[]? Tags { get; set; }

    /// <summary>The entry that it renews while that still answers, if it does.</summary>
    public CacheEntry<TKey, TValue>? Renews { get; set; }

    /// <summary>The next flight of its chain in the table.</summary>
    public Flight<TKey, TValue>? Next { get; set; }

    /// <summary>Whether it is in the table.</summary>
    public bool IsListed { get; set; }

    /// <summary>Whether others may wait for it.</summary>
    public bool IsJoinable { get; set; } = true;

    /// <summary>
    /// Whether others may wait for it. <paramref name="blocking"/>: by blocking; then it must run on a thread of its own already.
    /// </summary>
    public bool CanBeJoined(bool blocking)
        => IsJoinable && (!blocking || (Operation.IsSynchronous && (Renews is null || Operation.HasStarted)));

    /// <summary>Whether its value must not be kept.</summary>
    public bool IsWithdrawn { get; set; }

    /// <summary>What waiters join and leave.</summary>
    public abstract LoadOperation Operation { get; }

    public bool Ended => _outcome.Ended;

    public bool TrySucceed(TValue value) => _outcome.TrySucceed(value) && Resume();

    public bool TryFail(ExceptionDispatchInfo error) => _outcome.TryFail(error) && Resume();

    /// <summary>
    /// Lets the first waiter go on at the end, on the pool. False: it is not the first, or the flight has ended.
    /// </summary>
    public bool TryResumeAtEnd(Action waiter) => Interlocked.CompareExchange(ref _waiter, waiter, null) is null;

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        Action resumed = _resumed!;
        _resumed = null;
        resumed();
    }

    public Task WhenEnded(CancellationToken cancellationToken) => _outcome.WhenEnded(cancellationToken);

    public TValue GetResult() => _outcome.GetResult();

    /// <summary>
    /// Waits for the outcome and then leaves the operation: to be called once for each time the operation was begun or joined.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled first.</exception>
    public ValueTask<TValue> WaitAsync(CancellationToken cancellationToken)
    {
        if (_outcome.Succeeded)
        {
            TValue value = _outcome.GetResult();
            Operation.Leave();
            return new ValueTask<TValue>(value);
        }

        return WaitSlowlyAsync(cancellationToken);
    }

    /// <summary>Blocks until the outcome is there and then leaves, like <see cref="WaitAsync"/>.</summary>
    public TValue Wait()
    {
        try
        {
            _outcome.WaitForEnd();
            return _outcome.GetResult();
        }
        finally
        {
            Operation.Leave();
        }
    }

    /// <summary>Lets go of key and value.</summary>
    protected void Forget()
    {
        _key = default;
        Tags = null;
        Renews = null;
        _outcome.Forget();
    }

    /// <summary>Never on this thread: it has work of its own to finish. The flight itself is what the pool runs.</summary>
    private bool Resume()
    {
        _resumed = Interlocked.Exchange(ref _waiter, NoWaiter);
        if (_resumed is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }

        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TValue> WaitSlowlyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (cancellationToken.CanBeCanceled)
            {
                await _outcome.WhenEnded(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await new FlightEnd<TKey, TValue>(this);
            }

            return _outcome.GetResult();
        }
        finally
        {
            Operation.Leave();
        }
    }
}
