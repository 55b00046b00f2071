using System.Globalization;

namespace Rote.Pooling;

/// <summary>
/// Connections were not given back, or not closed, before disposal's deadline. Each is closed when it is given back or open.
/// </summary>
public sealed class PoolDrainException : InvalidOperationException
{
    /// <summary>Makes one without a number.</summary>
    public PoolDrainException()
        : this("Pooled connections were not given back before disposal's deadline.")
    {
    }

    /// <summary>Makes one without a number.</summary>
    /// <param name="message">What happened.</param>
    public PoolDrainException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without a number.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public PoolDrainException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private PoolDrainException(string message, int rented, int unclosed)
        : base(message)
    {
        Rented = rented;
        Unclosed = unclosed;
    }

    /// <summary>Connections that are still rented.</summary>
    public int Rented { get; }

    /// <summary>Connections that are still being closed, or opened.</summary>
    public int Unclosed { get; }

    internal static PoolDrainException For(string pool, int rented, int unclosed, TimeSpan timeout)
        => new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Pool '{pool}' was disposed, and after {timeout.TotalSeconds} s {rented} connections were not given back "
                + $"and {unclosed} connections were not closed. ")
            + "Give leases back before disposal, see to it that openings heed their token and that closings end, "
            + "or raise ConnectionPoolOptions.DrainTimeout.",
            rented,
            unclosed);
}
