namespace Rote.Tests.Buffering;

/// <summary>A bulk write that waits for the test.</summary>
internal sealed class WriteCall(int partition, string[] items, CancellationToken token)
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Partition { get; } = partition;

    public string[] Items { get; } = items;

    public CancellationToken Token { get; } = token;

    public Task Answer => _gate.Task;

    public void Succeed() => _gate.TrySetResult();

    public void Fail(Exception error) => _gate.TrySetException(error);
}
