using System.Runtime.CompilerServices;

namespace Rote;

/// <summary>The task of a source, as far as the engine uses it: each use is a waiter with a task of its own.</summary>
internal readonly struct SharedTask<T>(TaskCompletionSource<T> source)
{
    public bool IsCompleted => source.Ended is not null;

    public bool IsCompletedSuccessfully => source.Ended is { IsCompletedSuccessfully: true };

    public AggregateException? Exception => source.Ended?.Exception;

    public static implicit operator Task<T>(SharedTask<T> task) => task.WaitAsync(CancellationToken.None);

    public static implicit operator Task(SharedTask<T> task) => task.WaitAsync(CancellationToken.None);

    public Task<T> WaitAsync(CancellationToken cancellationToken) => source.WaitAsync(cancellationToken);

    public Task<T> WaitAsync(TimeSpan timeout, TimeProvider time)
        => WaitAsync(CancellationToken.None).WaitAsync(timeout, time);

    public TaskAwaiter<T> GetAwaiter() => WaitAsync(CancellationToken.None).GetAwaiter();

    public ConfiguredTaskAwaitable<T> ConfigureAwait(bool continueOnCapturedContext)
        => WaitAsync(CancellationToken.None).ConfigureAwait(continueOnCapturedContext);
}
