namespace Rote;

/// <summary>A call was refused because too many others wait for a limit of its operation. The store was not asked.</summary>
public sealed class RoteOverloadException : Exception
{
    /// <summary>Makes one.</summary>
    public RoteOverloadException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    /// <param name="message">What happened.</param>
    public RoteOverloadException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Its cause.</param>
    public RoteOverloadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private RoteOverloadException(string operation, string message, TimeSpan? retryAfter)
        : base(message)
    {
        Operation = operation;
        RetryAfter = retryAfter;
    }

    /// <summary>Name of the operation.</summary>
    public string? Operation { get; }

    /// <summary>Time after which a call may succeed, where the limiter knows it.</summary>
    public TimeSpan? RetryAfter { get; }

    internal static RoteOverloadException For(string operation, string limit, TimeSpan? retryAfter) => new(
        operation,
        $"'{operation}' is refused: its {limit} limit is used up, and as many calls as may wait for it do. Call again later, or "
        + "raise the limit or MaxQueued in RoteOptions.Resilience.",
        retryAfter);
}
