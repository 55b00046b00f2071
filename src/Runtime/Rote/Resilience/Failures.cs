using Polly.CircuitBreaker;

namespace Rote.Resilience;

/// <summary>Tells failures of a store that may pass from those that another call would meet again.</summary>
/// <param name="ofStore">The application's answer; <see langword="null"/>: the default.</param>
internal sealed class Failures(Func<Exception, bool>? ofStore)
{
    /// <summary>Whether a call that ended so may be made again, and counts for the breaker.</summary>
    public bool MayPass(Exception? error) => error switch
    {
        // These say that the store is to be left alone.
        null or RoteOverloadException or BrokenCircuitException => false,
        _ => ofStore is null ? MayPassByDefault(error) : ofStore(error),
    };

    // HTTP clients report their own timeouts as cancellations.
    private static bool MayPassByDefault(Exception error) => error switch
    {
        OperationCanceledException cancelled => cancelled.InnerException is TimeoutException,
        ArgumentException or NotSupportedException or ObjectDisposedException => false,
        _ => true,
    };
}
