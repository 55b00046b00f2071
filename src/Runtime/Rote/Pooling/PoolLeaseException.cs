namespace Rote.Pooling;

/// <summary>A lease was used or given back after it had been given back.</summary>
public sealed class PoolLeaseException : InvalidOperationException
{
    /// <summary>Makes one without a pool's name.</summary>
    public PoolLeaseException()
        : this("A lease of a pooled connection was used or given back after it had been given back.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What happened.</param>
    public PoolLeaseException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public PoolLeaseException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal static PoolLeaseException GivenBack(string pool)
        => new($"A lease of pool '{pool}' was used or given back after it had been given back. "
            + "Dispose of a lease once, and use its connection before that only; a copy of a lease is the same lease.");

    internal static PoolLeaseException OfNothing()
        => new("This lease is the default value: nothing was rented. Take leases from RentAsync or Rent.");
}
