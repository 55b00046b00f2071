using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>What a waiter awaits who cannot leave: the first one of a flight costs no object.</summary>
internal readonly struct FlightEnd<TKey, TValue>(Flight<TKey, TValue> flight) : ICriticalNotifyCompletion
    where TKey : struct, IEquatable<TKey>
{
    public bool IsCompleted => flight.Ended;

    public FlightEnd<TKey, TValue> GetAwaiter() => this;

    /// <summary>The outcome is the flight's to give.</summary>
    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        if (flight.TryResumeAtEnd(continuation))
        {
            return;
        }

        Task end = flight.WhenEnded(CancellationToken.None);
        if (end.IsCompleted)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static resume => resume(), continuation, preferLocal: true);
        }
        else
        {
            end.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);
        }
    }
}
