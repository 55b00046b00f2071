using Rote.Generated;

namespace Rote.Bench.Caching.Ratios;

/// <summary>A key as the generator writes them.</summary>
internal readonly record struct TraceKey(long Number)
{
    public override int GetHashCode() => KeyHash.ToHashCode(KeyHash.Of(Number));
}
