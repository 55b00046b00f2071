namespace Rote.FanningOut;

/// <summary>
/// Counts, for each store, the calls that were let go and still run, and says from when on they are too many. Thread-safe.
/// </summary>
internal sealed class AbandonedCalls(int stores, int bound)
{
    private readonly int[] _running = new int[stores];

    public int Running(int store) => Volatile.Read(ref _running[store]);

    public bool IsFull(int store) => Running(store) >= bound;

    /// <summary>Tells a call to end, and counts it until it has. What it and its cancellation throw is observed.</summary>
    public void Add(int store, Task call, CancellationTokenSource token)
    {
        Interlocked.Increment(ref _running[store]);

        // On the pool: callbacks of the store may block or throw, and neither is for the thread that a timer fires on.
        Task told = token.CancelAsync();
        Task.WhenAll(told, call).ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                token.Dispose();
                Interlocked.Decrement(ref _running[store]);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
