namespace Rote.Caching;

/// <summary>One generation of a tag. Entries loaded under it hold it; invalidation kills it and all of them at once.</summary>
internal sealed class TagToken
{
    private volatile bool _invalidated;

    public bool Invalidated => _invalidated;

    public void Invalidate() => _invalidated = true;
}
