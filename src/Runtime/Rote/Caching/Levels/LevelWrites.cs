namespace Rote.Caching;

/// <summary>
/// Values on their way to a level that nobody waits for: disposal does, or a process that ends early would pay for them again.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LevelWrites
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _empty;

    /// <summary>Announces writes: before their values are handed to anybody who could dispose of the decorator.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _count++;
        }
    }

    /// <summary>They are over, or failed.</summary>
    public void End()
    {
        TaskCompletionSource? empty = null;
        lock (_gate)
        {
            if (--_count == 0)
            {
                (empty, _empty) = (_empty, null);
            }
        }

        empty?.TrySetResult();
    }

    /// <summary>Completes when none is on its way.</summary>
    public Task WhenEmpty()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }
}
