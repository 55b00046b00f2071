namespace Rote.Batching;

/// <summary>Coalesces calls that return nothing.</summary>
public sealed class WriteBatcher<TGroup, TItem>
    where TGroup : struct, IEquatable<TGroup>
{
    internal WriteBatcher()
    {
    }

    /// <summary>Sends one item; completes when the bulk call that carries it has.</summary>
    public ValueTask AddAsync(TGroup group, TItem item, CancellationToken cancellationToken) => throw new NotImplementedException();
}
