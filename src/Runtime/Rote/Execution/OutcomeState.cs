using System.Runtime.ExceptionServices;

namespace Rote.Execution;

/// <summary>The end of some shared work, good or bad, and the place to wait for it: a mutable struct inside its owner.</summary>
/// <remarks>
/// Thread-safe. The first end counts. Continuations never run on the thread that brings the end about. The task to wait on is
/// made when the first waiter needs it, and only says that the end has come: a failure that nobody waits for any more is no
/// unobserved task.
/// </remarks>
internal struct OutcomeState<T>
{
    private TaskCompletionSource? _signal;
    private T? _value;
    private ExceptionDispatchInfo? _error;
    private volatile bool _ended;
    private bool _claimed;

    public readonly bool Ended => _ended;

    public readonly bool Succeeded => _ended && _error is null;

    public bool TrySucceed(T value)
    {
        if (Interlocked.Exchange(ref _claimed, true))
        {
            return false;
        }

        _value = value;
        End();
        return true;
    }

    /// <summary>
    /// Fails. The trace of <paramref name="error"/> is the one it had when captured: each waiter starts from it, and adds its own
    /// frames only.
    /// </summary>
    public bool TryFail(ExceptionDispatchInfo error)
    {
        if (Interlocked.Exchange(ref _claimed, true))
        {
            return false;
        }

        _error = error;
        End();
        return true;
    }

    /// <summary>Waits for the end. Cancellation is the only thing it throws.</summary>
    public Task WhenEnded(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return Task.CompletedTask;
        }

        // Volatile: the end is asked for again below, and must not be read before the signal is.
        TaskCompletionSource? signal = Volatile.Read(ref _signal);
        if (signal is null)
        {
            var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            signal = Interlocked.CompareExchange(ref _signal, made, null) ?? made;
        }

        // Asked again after the signal is published: either End sees the signal, or this sees the end.
        return _ended ? Task.CompletedTask : signal.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Blocks until the end.</summary>
    public void WaitForEnd()
    {
        if (!_ended)
        {
            BlockingWait.For(WhenEnded(CancellationToken.None));
        }
    }

    /// <summary>The value, or the exception thrown again, once it has ended.</summary>
    public readonly T GetResult()
    {
        _error?.Throw();
        return _value!;
    }

    /// <summary>Lets go of the value, once nobody will ask for it any more.</summary>
    public void Forget() => _value = default;

    private void End()
    {
        _ended = true;
        Interlocked.MemoryBarrier();
        _signal?.TrySetResult();
    }
}
