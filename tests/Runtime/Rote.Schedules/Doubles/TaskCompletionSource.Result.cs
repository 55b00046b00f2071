using System.Runtime.CompilerServices;
using Rote.Testing.Scheduling;

namespace Rote;

/// <summary>
/// A source each waiter of which has a task of its own. The library hands all but one continuation of a shared task to the pool;
/// here each is run by the workers of the schedule where continuations are to run asynchronously, and on the spot otherwise.
/// </summary>
internal sealed class TaskCompletionSource<T>(TaskCreationOptions options = TaskCreationOptions.None)
{
    private readonly List<System.Threading.Tasks.TaskCompletionSource<T>> _waiters = [];
    private Task<T>? _ended;

    public SharedTask<T> Task => new(this);

    public Task<T>? Ended => _ended;

    public Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        if (_ended is not null)
        {
            return _ended;
        }

        var waiter = new System.Threading.Tasks.TaskCompletionSource<T>();
        _waiters.Add(waiter);
        cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        return waiter.Task;
    }

    public bool TrySetResult(T result, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => TryEnd(System.Threading.Tasks.Task.FromResult(result), file, line);

    public bool TrySetException(Exception error, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => TryEnd(System.Threading.Tasks.Task.FromException<T>(error), file, line);

    public bool TrySetCanceled(
        CancellationToken token, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => TryEnd(System.Threading.Tasks.Task.FromCanceled<T>(token), file, line);

    private bool TryEnd(Task<T> end, string file, int line)
    {
        Interleaver.Step("ends task", file, line);
        if (_ended is not null)
        {
            return false;
        }

        _ended = end;
        foreach (System.Threading.Tasks.TaskCompletionSource<T> waiter in _waiters)
        {
            if (Interleaver.Active && options.HasFlag(TaskCreationOptions.RunContinuationsAsynchronously))
            {
                Interleaver.Post(() => waiter.TrySetFromTask(end));
            }
            else
            {
                waiter.TrySetFromTask(end);
            }
        }

        return true;
    }
}
