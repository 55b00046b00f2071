using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;

namespace Rote.Batching;

/// <summary>
/// One caller's call: what it asks for, and the source that its caller awaits. The first call for an item carries the item; later
/// ones for an equal item hang on it as its twins.
/// </summary>
/// <remarks>
/// Used again, by any batcher of its types, once its caller has its result, so that a call costs no memory; never after its
/// caller has cancelled, because then the queue or the token may still hold it. What is not the caller's belongs to the
/// batcher's lock until the batch is settled, and then to the thread that hands it out. Whether its caller left or it ended
/// is decided once, by a compare-and-swap where both are possible. Continuations run where <see cref="Continue"/> is called.
/// </remarks>
internal sealed class BatchCall<TGroup, TItem, TResult> : IValueTaskSource<TResult>, IValueTaskSource, IThreadPoolWorkItem
    where TGroup : struct, IEquatable<TGroup>
{
    /// <summary>The stamp of a call whose time was not looked at.</summary>
    public const long NoStamp = long.MinValue;

    private BatchCore<TGroup, TItem, TResult>? _owner;
    private ManualResetValueTaskSourceCore<NoResult> _source;
    private CancellationTokenRegistration _registration;
    private ExceptionDispatchInfo? _error;
    private TResult? _result;
    private BatchCall<TGroup, TItem, TResult>? _previousTwin;
    private bool _isReusable;
    private int _state;

    public TGroup Group { get; private set; }

    public TItem Item { get; private set; } = default!;

    /// <summary>Of group and item, where equal items are one. Taken in the caller's call: it is the caller's code.</summary>
    public int HashCode { get; private set; }

    /// <summary>When it came, or <see cref="NoStamp"/>.</summary>
    public long Stamp { get; set; }

    public CancellationToken Token { get; private set; }

    /// <summary>Who has called; <see langword="null"/> where nobody wants to know.</summary>
    public object? Caller { get; private set; }

    public BatchCallState State => (BatchCallState)Volatile.Read(ref _state);

    /// <summary>The next in the inbox, and in the pool.</summary>
    public BatchCall<TGroup, TItem, TResult>? Next { get; set; }

    /// <summary>Of a carrier: its place in the index.</summary>
    public int IndexPlace { get; set; }

    /// <summary>
    /// The call that carries the item: itself, for a call that is no twin; <see langword="null"/>: not placed yet.
    /// </summary>
    public BatchCall<TGroup, TItem, TResult>? Carrier { get; set; }

    /// <summary>The next call for the same item.</summary>
    public BatchCall<TGroup, TItem, TResult>? NextTwin { get; private set; }

    /// <summary>Of a carrier: callers of its item that have not left.</summary>
    public int Waiters { get; set; }

    /// <summary>
    /// Of a carrier: the batch it is in; <see langword="null"/>: still waiting for room. Of a twin: the same, once it is settled.
    /// </summary>
    public Batch<TGroup, TItem, TResult>? Batch { get; set; }

    /// <summary>Of a carrier: its place in the queue for room.</summary>
    public LinkedListNode<BatchCall<TGroup, TItem, TResult>>? RoomNode { get; set; }

    /// <summary>What the caller awaits, once.</summary>
    public ValueTask<TResult> Task => new(this, _source.Version);

    /// <inheritdoc cref="Task"/>
    public ValueTask TaskWithoutResult => new(this, _source.Version);

    /// <summary>Readies it for a caller.</summary>
    public void Begin(
        BatchCore<TGroup, TItem, TResult> owner,
        in TGroup group,
        TItem item,
        int hashCode,
        CancellationToken cancellationToken)
    {
        _owner = owner;
        Group = group;
        Item = item;
        HashCode = hashCode;
        Token = cancellationToken;
        Caller = Monitoring.Caller.Capture();
        _state = (int)BatchCallState.Waiting;
        Stamp = NoStamp;
        _isReusable = false;
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static state =>
                {
                    var call = (BatchCall<TGroup, TItem, TResult>)state!;
                    call._owner!.Leave(call);
                },
                this);
        }
    }

    /// <summary>Makes it the call that carries its item.</summary>
    public void BecomeCarrier()
    {
        Carrier = this;
        Waiters = 1;
    }

    /// <summary>Hangs a call for an equal item on this carrier.</summary>
    public void AddTwin(BatchCall<TGroup, TItem, TResult> twin)
    {
        twin.Carrier = this;
        twin.NextTwin = NextTwin;
        twin._previousTwin = this;
        if (NextTwin is not null)
        {
            NextTwin._previousTwin = twin;
        }

        NextTwin = twin;
        Waiters++;
    }

    /// <summary>
    /// Takes a twin off its carrier: an item that is long on its way must not collect those whose callers left.
    /// </summary>
    public void TakeOff()
    {
        _previousTwin!.NextTwin = NextTwin;
        if (NextTwin is not null)
        {
            NextTwin._previousTwin = _previousTwin;
        }

        NextTwin = null;
        _previousTwin = null;
    }

    /// <summary>Its caller leaves, unless its end is decided already. Under the lock.</summary>
    public bool TryLeave()
    {
        if (!TryDecide(BatchCallState.Left))
        {
            return false;
        }

        _error = ExceptionDispatchInfo.Capture(new OperationCanceledException(Token));
        return true;
    }

    /// <summary>Decides its end, unless its caller has left. For one thread.</summary>
    /// <param name="error">The failure. Its trace is the one it had when captured: each caller starts from it.</param>
    /// <param name="result">The result, where there is no error.</param>
    public bool TryEnd(ExceptionDispatchInfo? error, TResult result)
    {
        // Here, not where the result is taken: a caller that does not look must not stay with its token. False: the token's
        // callback has run or is about to, and holds this object.
        _isReusable = !Token.CanBeCanceled || _registration.Unregister();
        if (_isReusable)
        {
            // Nobody else decides.
            _state = (int)BatchCallState.Ended;
        }
        else if (!TryDecide(BatchCallState.Ended))
        {
            return false;
        }

        _result = result;
        _error = error;
        return true;
    }

    /// <summary>Lets the caller go on, in this very call. The call is the caller's from then on.</summary>
    public void Continue() => _source.SetResult(default);

    /// <summary>Lets the caller go on, on the pool's thread.</summary>
    public void Execute() => Continue();

    public TResult GetResult(short token)
    {
        _source.GetResult(token);
        TResult result = _result!;
        ExceptionDispatchInfo? error = _error;
        Recycle();
        error?.Throw();
        return result;
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token)
    {
        ValueTaskSourceStatus status = _source.GetStatus(token);
        return status != ValueTaskSourceStatus.Succeeded || _error is null ? status
            : _error.SourceException is OperationCanceledException ? ValueTaskSourceStatus.Canceled
            : ValueTaskSourceStatus.Faulted;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);

    /// <summary>Gives up a call that was never submitted.</summary>
    public void Abandon()
    {
        _registration.Dispose();
        _registration = default;
    }

    private bool TryDecide(BatchCallState state)
        => Interlocked.CompareExchange(ref _state, (int)state, (int)BatchCallState.Waiting) == (int)BatchCallState.Waiting;

    private void Recycle()
    {
        if (!_isReusable)
        {
            return;
        }

        Group = default;
        Item = default!;
        Token = default;
        Caller = null;
        Carrier = null;
        NextTwin = null;
        _previousTwin = null;
        Batch = null;
        _registration = default;
        _error = null;
        _result = default;
        _source.Reset();
        BatchCore<TGroup, TItem, TResult> owner = _owner!;
        _owner = null;
        owner.CallPool.Return(this);
    }
}
