namespace Rote.Generators.Shared;

/// <summary>What <see cref="CacheShape"/> says of a method.</summary>
/// <param name="Kind">How it is cached, or why it is not.</param>
/// <param name="ParameterIndex">The parameter that this is about: the list, or the offender. -1 where it is about none.</param>
internal readonly record struct CacheVerdict(CacheVerdictKind Kind, int ParameterIndex = -1)
{
    /// <summary>Whether the method can be cached.</summary>
    public bool IsCacheable => Kind is CacheVerdictKind.Cacheable or CacheVerdictKind.CacheablePerItem
        or CacheVerdictKind.CacheableBuffered;
}
