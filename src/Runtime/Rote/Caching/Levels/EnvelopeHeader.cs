namespace Rote.Caching;

/// <summary>What an envelope says about its payload.</summary>
/// <param name="Created">When it was written, by the writer's wall clock.</param>
/// <param name="Expires">When it ends, by the writer's wall clock.</param>
/// <param name="IsNull">Whether the value is <see langword="null"/>; the payload is empty then.</param>
internal readonly record struct EnvelopeHeader(DateTimeOffset Created, DateTimeOffset Expires, bool IsNull)
{
    /// <summary>
    /// Time left, zero or less when none is. Clocks of two machines differ: one that is behind the writer's does not make an
    /// entry live longer than the writer said.
    /// </summary>
    public TimeSpan Remaining(DateTimeOffset now)
    {
        TimeSpan left = Expires - now;
        TimeSpan whole = Expires - Created;
        return left < whole ? left : whole;
    }
}
