using System.Globalization;

namespace Rote.Pooling;

/// <summary>No connection of a pool became free in time, or too many callers wait for one already.</summary>
/// <remarks>Where openings failed meanwhile, the last failure is the inner exception.</remarks>
public sealed class PoolExhaustedException : InvalidOperationException
{
    /// <summary>Makes one without numbers.</summary>
    public PoolExhaustedException()
        : this("No pooled connection became free in time.")
    {
    }

    /// <summary>Makes one without numbers.</summary>
    /// <param name="message">What happened.</param>
    public PoolExhaustedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without numbers.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public PoolExhaustedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private PoolExhaustedException(string message, Exception? cause, int maxConnections, PoolStatistics statistics)
        : base(message, cause)
    {
        MaxConnections = maxConnections;
        Statistics = statistics;
    }

    /// <summary>Connections that the pool holds at most.</summary>
    public int MaxConnections { get; }

    /// <summary>The pool when it gave up.</summary>
    public PoolStatistics Statistics { get; }

    internal static PoolExhaustedException InTime(
        ConnectionPoolOptions options, PoolStatistics at, Exception? cause, string? renters)
        => new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"No connection of pool '{options.Name}' became free within {options.RentTimeout.TotalSeconds} s: "
                + $"of at most {options.MaxConnections}, {at.Rented} are rented, {at.Opening} are being opened; "
                + $"{at.Waiting} callers wait. ")
            + (cause is null
                ? "Give leases back sooner, raise MaxConnections or RentTimeout; DetectLeaks shows who rents."
                : "Openings failed meanwhile, see the inner exception.")
            + renters,
            cause,
            options.MaxConnections,
            at);

    internal static PoolExhaustedException OfRoom(ConnectionPoolOptions options, PoolStatistics at, Exception? cause)
        => new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{at.Waiting} callers wait for a connection of pool '{options.Name}' already, the most it takes "
                + $"(MaxWaiting); of at most {options.MaxConnections} connections, {at.Rented} are rented. ")
            + "Send less at once, or raise MaxConnections.",
            cause,
            options.MaxConnections,
            at);
}
