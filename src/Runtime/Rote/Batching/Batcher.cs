namespace Rote.Batching;

/// <summary>Coalesces calls that return a result.</summary>
public sealed class Batcher<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    internal Batcher()
    {
    }

    /// <summary>Asks for one item.</summary>
    public ValueTask<TResult> GetAsync(TGroup group, TItem item, CancellationToken cancellationToken) => throw new NotImplementedException();
}
