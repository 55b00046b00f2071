using System.Globalization;

namespace Rote;

/// <summary>
/// Batched or queued items were not delivered before disposal's deadline, or their delivery was not confirmed. Disposal throws
/// it, with the number of all of them, and so do the calls that wait for them.
/// </summary>
public sealed class RoteDrainException : InvalidOperationException
{
    /// <summary>Makes one without a number.</summary>
    public RoteDrainException()
        : this("Batched items were not delivered before disposal's deadline.")
    {
    }

    /// <summary>Makes one without a number.</summary>
    /// <param name="message">What happened.</param>
    public RoteDrainException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without a number.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public RoteDrainException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private RoteDrainException(string message, int undeliveredItems)
        : base(message)
        => UndeliveredItems = undeliveredItems;

    /// <summary>
    /// Items not delivered, or in a bulk call that was cancelled before it answered: those may have reached the store.
    /// </summary>
    public int UndeliveredItems { get; }

    internal static RoteDrainException For(string name, int undelivered, TimeSpan timeout)
        => new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"'{name}' was disposed while {undelivered} batched items were not delivered after {timeout.TotalSeconds} s. ")
            + "Await the calls before disposal, or raise RoteOptions.DrainTimeout.",
            undelivered);

    internal static RoteDrainException ForQueue(string name, int left, TimeSpan timeout)
        => new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Background queue '{name}' was disposed while {left} items were not processed after {timeout.TotalSeconds} s. ")
            + "Raise BackgroundQueueOptions.DrainTimeout, or take what is left with OnReturned or StopAsync.",
            left);
}
