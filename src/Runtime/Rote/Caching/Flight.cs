using Rote.Execution;

namespace Rote.Caching;

/// <summary>The load of one key on its way: where its waiters meet.</summary>
internal sealed class Flight<TKey, TValue> : Outcome<TValue>
    where TKey : struct, IEquatable<TKey>
{
    public Flight(in TKey key, CacheEntry<TValue> entry, LoadOperation operation)
    {
        Key = key;
        Entry = entry;
        Operation = operation;
    }

    public TKey Key { get; }

    public CacheEntry<TValue> Entry { get; }

    public LoadOperation Operation { get; }

    /// <summary>
    /// Waits for the outcome and then leaves the operation: to be called once for each time the operation was begun or joined.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled first.</exception>
    public ValueTask<TValue> WaitAsync(CancellationToken cancellationToken)
    {
        if (Succeeded)
        {
            Operation.Leave();
            return new ValueTask<TValue>(GetResult());
        }

        return WaitSlowlyAsync(cancellationToken);
    }

    private async ValueTask<TValue> WaitSlowlyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WhenEnded(cancellationToken).ConfigureAwait(false);
            return GetResult();
        }
        finally
        {
            Operation.Leave();
        }
    }
}
