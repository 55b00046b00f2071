namespace Rote.Caching;

/// <summary>A region whose types do not matter.</summary>
internal interface ICacheRegion
{
    void InvalidateAll();
}
