namespace Rote.Caching;

/// <summary>A region as its decorator sees it.</summary>
internal interface IOwnedRegion : ICacheRegion
{
    /// <summary>Drops everything. Later look-ups miss, later loads are refused. Idempotent.</summary>
    void Close();
}
