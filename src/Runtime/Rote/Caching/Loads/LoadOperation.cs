using System.Diagnostics.CodeAnalysis;
using Rote.Execution;
using Rote.Monitoring;

namespace Rote.Caching;

/// <summary>
/// A load shared by its waiters. It runs in a clean context under its own token, which is cancelled when the last of them has
/// left before the end.
/// </summary>
/// <remarks>
/// It is its own cancellation source, so that a load is one object. The source has neither timer nor link: there is nothing to
/// dispose of, and disposal would race with callers that leave.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "See the remarks: nothing to dispose of.")]
internal abstract class LoadOperation : CancellationTokenSource
{
    private static readonly AsyncLocal<LoadOperation?> Current = new();

    private LoadOperation? _parent;
    private object? _caller;
    private ITimer? _timer;
    private TimeProvider? _time;
    private TimeSpan _timeout;
    private bool _forNobody;
    private volatile bool _started;
    private int _waiters = 1;
    private volatile bool _ended;

    /// <summary>
    /// Whether it runs on the thread of its starter: an asynchronous caller may wait for it, and the other way round not.
    /// </summary>
    public virtual bool IsSynchronous => false;

    /// <summary>Whether it runs, or has run.</summary>
    public bool HasStarted => _started;

    /// <summary>Whether the running code is part of this load: waiting for it would never end.</summary>
    public bool IsAncestorOfCaller
    {
        get
        {
            for (LoadOperation? load = Current.Value; load is not null; load = load._parent)
            {
                if (ReferenceEquals(load, this))
                {
                    return !_ended;
                }
            }

            return false;
        }
    }

    /// <summary>Adds a waiter. False: all others have left, the load is being cancelled and its result is lost.</summary>
    public bool TryJoin()
    {
        int waiters = Volatile.Read(ref _waiters);
        while (waiters > 0)
        {
            int before = Interlocked.CompareExchange(ref _waiters, waiters + 1, waiters);
            if (before == waiters)
            {
                return true;
            }

            waiters = before;
        }

        return false;
    }

    /// <summary>Takes a waiter away, once for each that began or joined the load.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _waiters) > 0)
        {
            return;
        }

        if (_ended)
        {
            OnForgotten();
            return;
        }

        OnAbandoned();
        CancelInBackground();
    }

    /// <summary>Starts the load on this thread. Never throws: what the load throws reaches its waiters.</summary>
    public void Start()
    {
        _started = true;
        _caller = Caller.CaptureTraced();
        LinkToCaller();
        CleanContext.Run(static state => ((LoadOperation)state!).StartInside(), this);
    }

    /// <summary>Starts the load on the pool, for nobody in particular.</summary>
    public void StartInBackground()
    {
        _forNobody = true;
        ThreadPool.UnsafeQueueUserWorkItem(static load => load.Start(), this, preferLocal: false);
    }

    /// <summary>Ends the load after a time, whatever its store does. To be called before the start.</summary>
    public void Limit(TimeProvider time, TimeSpan timeout)
    {
        _time = time;
        _timeout = timeout;

        // In a clean context, or the timer would hold the first caller's, and run the load's cancellation in it.
        CleanContext.Run(static load => ((LoadOperation)load!).SetTimer(), this);
    }

    /// <summary>From here on leaving cancels nothing.</summary>
    public void End()
    {
        _ended = true;
        _timer?.Dispose();

        // Cut, so that loads which start each other in turn do not hang on one endless chain.
        _parent = null;
        _caller = null;
    }

    /// <summary>
    /// The last step of a load. One that was started for nobody in particular has no waiter to leave it; of one that everybody
    /// left
    /// before nobody else lets go.
    /// </summary>
    protected void Finish()
    {
        if (_forNobody)
        {
            Leave();
        }
        else if (Volatile.Read(ref _waiters) <= 0)
        {
            OnForgotten();
        }
    }

    /// <summary>Runs the load and hands its outcome to the flights. Must not throw.</summary>
    protected abstract void Run();

    /// <summary>Takes the flights out of the table, so that nobody finds them, and forbids to keep their values.</summary>
    protected abstract void OnAbandoned();

    /// <summary>Fails the flights, so that nobody waits any longer, and frees their keys.</summary>
    protected abstract void OnTimedOut();

    /// <summary>
    /// Lets go of keys and values, once the last waiter has taken his: a context that outlives the load, such as that of a
    /// connection pool's timer which it started, holds the operation for ever.
    /// </summary>
    protected abstract void OnForgotten();

    private void SetTimer()
        => _timer = _time!.CreateTimer(
            static load => ((LoadOperation)load!).TimeOut(), this, _timeout, Timeout.InfiniteTimeSpan);

    /// <summary>Not <c>Cancel</c>, and not in the caller's context: the load's callbacks are no business of who leaves.</summary>
    private void CancelInBackground()
        => CleanContext.Run(static load => _ = ((LoadOperation)load!).CancelAsync(), this);

    private void TimeOut()
    {
        if (!_ended)
        {
            OnTimedOut();
            CancelInBackground();
        }
    }

    private void LinkToCaller()
    {
        LoadOperation? parent = Current.Value;
        while (parent is { _ended: true })
        {
            parent = parent._parent;
        }

        _parent = parent;
    }

    private void StartInside()
    {
        Current.Value = this;
        Caller.Resume(_caller);
        Run();
    }
}
