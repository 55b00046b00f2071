namespace Rote.Pooling;

/// <summary>A connection that is rented now.</summary>
/// <param name="RentedFor">Time since the rent.</param>
/// <param name="RentedBy">The call stack of the rent.</param>
public sealed record PoolRental(TimeSpan RentedFor, string RentedBy);
