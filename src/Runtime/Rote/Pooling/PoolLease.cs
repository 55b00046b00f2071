using System.Diagnostics.CodeAnalysis;

namespace Rote.Pooling;

/// <summary>A rented connection. Disposing of it gives it back.</summary>
/// <typeparam name="TConnection">The connection.</typeparam>
/// <remarks>
/// Dispose of it once: copies are the same lease. The version in it tells a second return, and a use after the return, from those
/// of the next renter. Nothing allocates.
/// </remarks>
[SuppressMessage(
    "Performance", "CA1815:Override equals and operator equals on value types", Justification = "Leases are not compared.")]
public readonly struct PoolLease<TConnection> : IDisposable
    where TConnection : class
{
    private readonly PooledConnection<TConnection>? _entry;
    private readonly int _version;

    internal PoolLease(PooledConnection<TConnection> entry, int version)
    {
        _entry = entry;
        _version = version;
    }

    /// <summary>The connection.</summary>
    /// <exception cref="PoolLeaseException">It was given back, or nothing was rented.</exception>
    public TConnection Connection
    {
        get
        {
            PooledConnection<TConnection>? entry = _entry;
            if (entry is null || entry.Version != _version)
            {
                ThrowStale(entry);
            }

            return entry.Connection;
        }
    }

    internal PooledConnection<TConnection> Entry => _entry!;

    /// <summary>
    /// Marks the connection as not to be rented again: it is closed when it is given back. For one that failed, or that is in an
    /// unknown state.
    /// </summary>
    /// <exception cref="PoolLeaseException">It was given back, or nothing was rented.</exception>
    public void Retire()
    {
        if (_entry is null || !_entry.Pool.TryRetire(_entry, _version))
        {
            ThrowStale(_entry);
        }
    }

    /// <summary>
    /// Says that a use of the connection failed, which may or may not be the connection's fault: it is checked before it is
    /// rented again, however soon that is, where the pool has a check
    /// (<see cref="ConnectionFunctions{TConnection}.IsHealthy"/>).
    /// </summary>
    /// <exception cref="PoolLeaseException">It was given back, or nothing was rented.</exception>
    public void Suspect()
    {
        if (_entry is null || !_entry.Pool.TrySuspect(_entry, _version))
        {
            ThrowStale(_entry);
        }
    }

    /// <summary>Gives the connection back.</summary>
    /// <exception cref="PoolLeaseException">
    /// It was given back before, or nothing was rented. The connection, which may have another renter, is not touched.
    /// </exception>
    public void Dispose()
    {
        if (_entry is null || !_entry.Pool.TryReturn(_entry, _version))
        {
            ThrowStale(_entry);
        }
    }

    [DoesNotReturn]
    private static void ThrowStale(PooledConnection<TConnection>? entry)
        => throw (entry is null ? PoolLeaseException.OfNothing() : PoolLeaseException.GivenBack(entry.Pool.Name));
}
