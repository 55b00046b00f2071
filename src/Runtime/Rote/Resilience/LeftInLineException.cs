namespace Rote.Resilience;

/// <summary>A caller left while it waited for a limit. To callers it is a cancellation; to the breaker it says nothing.</summary>
internal sealed class LeftInLineException : OperationCanceledException
{
    public LeftInLineException()
    {
    }

    public LeftInLineException(string message)
        : base(message)
    {
    }

    public LeftInLineException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public LeftInLineException(OperationCanceledException error, CancellationToken cancellationToken)
        : base(error.Message, error, cancellationToken)
    {
    }
}
