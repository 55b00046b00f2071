using System.Globalization;

namespace Rote.Pooling;

/// <summary>Connections were not given back before disposal's deadline. Each is closed when it is.</summary>
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

    private PoolDrainException(string message, int rented)
        : base(message)
        => Rented = rented;

    /// <summary>Connections that are still rented.</summary>
    public int Rented { get; }

    internal static PoolDrainException For(string pool, int rented, TimeSpan timeout)
        => new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Pool '{pool}' was disposed while {rented} connections were not given back after {timeout.TotalSeconds} s. ")
            + "Give leases back before disposal, or raise ConnectionPoolOptions.DrainTimeout.",
            rented);
}
