namespace Rote.Caching;

/// <summary>What tells one region's keys from another's: the object itself, and a salt that spreads their hash codes.</summary>
internal sealed class RegionIdentity
{
    private const int GoldenRatio = unchecked((int)0x9E3779B9);

    private static int made;

    public int Salt { get; } = unchecked(Interlocked.Increment(ref made) * GoldenRatio);
}
