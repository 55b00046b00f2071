using System.Collections.Concurrent;

namespace Rote.Tests.Background;

/// <summary>A handler that waits in each item until the test lets it go, and remembers what it has seen.</summary>
internal sealed class HandlerProbe
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _gates = new();
    private readonly ConcurrentQueue<int> _begun = [];
    private int _running;
    private int _peak;

    /// <summary>Whether handlers heed their token.</summary>
    public bool HeedsCancellation { get; init; } = true;

    public int[] Begun => [.. _begun];

    public int Peak => Volatile.Read(ref _peak);

    public CancellationToken Token { get; private set; }

    public async ValueTask HandleAsync(int item, CancellationToken cancellationToken)
    {
        Token = cancellationToken;
        int running = Interlocked.Increment(ref _running);
        for (int peak = Peak; running > peak; peak = Peak)
        {
            Interlocked.CompareExchange(ref _peak, running, peak);
        }

        _begun.Enqueue(item);
        try
        {
            await GateOf(item).Task.WaitAsync(HeedsCancellation ? cancellationToken : CancellationToken.None);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public void Finish(int item) => GateOf(item).TrySetResult();

    public void Fail(int item, Exception error) => GateOf(item).TrySetException(error);

    private TaskCompletionSource GateOf(int item)
        => _gates.GetOrAdd(item, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
