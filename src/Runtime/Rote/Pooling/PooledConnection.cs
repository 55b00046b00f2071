namespace Rote.Pooling;

/// <summary>A connection of a pool, with what the pool knows of it. Guarded by the pool's lock, but for the version.</summary>
internal sealed class PooledConnection<TConnection>(ConnectionPool<TConnection> pool, TConnection connection)
    where TConnection : class
{
    /// <summary>Odd while rented; changes with each rent and each return, so that a lease of before is told apart.</summary>
    private volatile int _version;

    public ConnectionPool<TConnection> Pool { get; } = pool;

    public TConnection Connection { get; } = connection;

    public int Version => _version;

    public bool IsRented => (_version & 1) != 0;

    /// <summary>Rents that are left; at zero or below it is closed when it comes back.</summary>
    public long OperationsLeft { get; set; } = long.MaxValue;

    /// <summary>Timestamp from which it is too old.</summary>
    public long ExpiresAt { get; init; } = long.MaxValue;

    /// <summary>The pool's tick when it came back last.</summary>
    public int IdleTick { get; set; }

    /// <summary>Timestamp of when it came back last, where connections are checked; none for one that went on at once.</summary>
    public long IdleSince { get; set; } = PoolTime.None;

    /// <summary>Timestamp of its rent, where somebody asks for it.</summary>
    public long RentedAt { get; set; } = PoolTime.None;

    /// <summary>The renter's stack, with leak detection.</summary>
    public string? RentedBy { get; set; }

    /// <summary>Whether this rent was logged as a leak.</summary>
    public bool IsReported { get; set; }

    /// <summary>Its place among all connections of the pool.</summary>
    public int Index { get; set; }

    /// <summary>Whether its last use failed, so that it has to be checked before the next.</summary>
    public bool IsSuspect { get; set; }

    public bool IsRetired => OperationsLeft <= 0;

    public void Retire() => OperationsLeft = 0;

    /// <summary>The next version. Called under the pool's lock.</summary>
    public int Advance() => ++_version;
}
