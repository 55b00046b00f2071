using System.Threading.Tasks.Sources;

namespace Rote.Pooling;

/// <summary>A caller in the queue, and the task it awaits: used again, so that waiting allocates nothing either.</summary>
/// <remarks>
/// Ends exactly once: whoever takes it out of the queue, under the pool's lock, ends it afterwards, outside. It goes back to the
/// pool when its caller has the result, which is when nobody knows it any more.
/// </remarks>
internal sealed class RentWaiter<TConnection>(ConnectionPool<TConnection> pool) : IValueTaskSource<PoolLease<TConnection>>
    where TConnection : class
{
    private static readonly Action<object?, CancellationToken> Cancel
        = static (state, token) => ((RentWaiter<TConnection>)state!).OnCancelled(token);

    private ManualResetValueTaskSourceCore<PoolLease<TConnection>> _core;
    private CancellationTokenRegistration _registration;

    public RentWaiter<TConnection>? Previous { get; set; }

    public RentWaiter<TConnection>? Next { get; set; }

    public bool IsQueued { get; set; }

    /// <summary>Timestamp until which it waits.</summary>
    public long Deadline { get; set; }

    public short Version => _core.Version;

    /// <summary>
    /// A blocked caller needs no pooled thread to go on; everybody else's continuation is not the work of who gives back.
    /// </summary>
    public bool IsBlocking
    {
        set => _core.RunContinuationsAsynchronously = !value;
    }

    /// <summary>Called once it is in the queue, outside the lock: a cancelled token calls back at once.</summary>
    public void Heed(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(Cancel, this);
        }
    }

    public void Grant(PoolLease<TConnection> lease) => _core.SetResult(lease);

    public void Fail(Exception error) => _core.SetException(error);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    public PoolLease<TConnection> GetResult(short token)
    {
        // Asked for too early or twice, it says so here and is not given back.
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The rent has not ended yet: await it.");
        }

        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            // Waits for a callback that is running, so that none meets the next caller.
            _registration.Dispose();
            _registration = default;
            _core.Reset();
            pool.Recycle(this);
        }
    }

    private void OnCancelled(CancellationToken cancellationToken)
    {
        if (pool.TryLeaveQueue(this))
        {
            Fail(new OperationCanceledException(cancellationToken));
        }
    }
}
