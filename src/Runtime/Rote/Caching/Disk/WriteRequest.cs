namespace Rote.Caching;

/// <summary>A value to set or a key to remove, and who waits for it.</summary>
internal sealed class WriteRequest
{
    // The waiters' continuations must not run on the writer's thread.
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required string Key { get; init; }

    public required RecordHeader Header { get; init; }

    /// <summary>The value; the caller may reuse its memory when <see cref="Task"/> has ended.</summary>
    public ReadOnlyMemory<byte> Value { get; init; }

    public Task Task => _completion.Task;

    public bool IsRemoval => Header.Kind == RecordKind.Tombstone;

    /// <summary>Whether it already has its answer.</summary>
    public bool IsEnded => _completion.Task.IsCompleted;

    public void Complete() => _completion.TrySetResult();

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
