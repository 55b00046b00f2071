namespace Rote.Background;

/// <summary>An item came to a queue that has been stopped. The queue has not accepted it.</summary>
public sealed class BackgroundQueueStoppedException : InvalidOperationException
{
    /// <summary>Makes one without a name.</summary>
    public BackgroundQueueStoppedException()
        : this("The background queue has been stopped and accepts no more items.")
    {
    }

    /// <summary>Makes one without a name.</summary>
    /// <param name="message">What happened.</param>
    public BackgroundQueueStoppedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without a name.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public BackgroundQueueStoppedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal static BackgroundQueueStoppedException For(string name)
        => new(
            $"Background queue '{name}' has been stopped and accepts no more items. "
            + "It cannot be started again: make a new queue, and stop producers before their queue.");
}
