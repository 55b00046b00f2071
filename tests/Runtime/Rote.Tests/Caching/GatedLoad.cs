namespace Rote.Tests.Caching;

/// <summary>One load of a <see cref="GatedStore"/>.</summary>
internal sealed record GatedLoad(string[] Ids, CancellationToken Token)
{
    public TaskCompletionSource<string?> One { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<IReadOnlyList<string?>> Many { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
