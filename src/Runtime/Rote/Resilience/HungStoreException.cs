namespace Rote.Resilience;

/// <summary>
/// A call was cancelled when the store had almost all of its time. To callers it is a cancellation, to the breaker a failure.
/// </summary>
internal sealed class HungStoreException : OperationCanceledException
{
    public HungStoreException()
    {
    }

    public HungStoreException(string message)
        : base(message)
    {
    }

    public HungStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public HungStoreException(OperationCanceledException error, CancellationToken cancellationToken)
        : base(error.Message, error, cancellationToken)
    {
    }
}
