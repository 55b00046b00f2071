namespace Rote.Caching;

/// <summary>
/// What has cache regions: every generated decorator with a cached member. Cast the decorated service to reach them.
/// </summary>
public interface ICacheOwner
{
    /// <summary>The regions, to look at, to size and to empty.</summary>
    IReadOnlyList<ICacheRegion> Caches { get; }
}
