using System.Runtime.CompilerServices;

namespace Rote;

/// <summary>The same for tasks without a result.</summary>
internal sealed class TaskCompletionSource(TaskCreationOptions options = TaskCreationOptions.None)
{
    private readonly TaskCompletionSource<bool> _source = new(options);

    public SharedTask<bool> Task => _source.Task;

    public bool TrySetResult([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _source.TrySetResult(true, file, line);

    public void SetResult([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (!TrySetResult(file, line))
        {
            throw new InvalidOperationException("The task has ended already.");
        }
    }

    public bool TrySetException(Exception error, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _source.TrySetException(error, file, line);
}
