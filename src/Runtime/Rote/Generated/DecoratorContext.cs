using System.ComponentModel;
using Rote.Batching;
using Rote.Caching;
using Rote.Monitoring;

namespace Rote.Generated;

/// <summary>What one generated decorator owns: its cache regions, batchers and monitors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DecoratorContext : IAsyncDisposable, IDisposable
{
    /// <summary>Makes the context of a decorator.</summary>
    public DecoratorContext(string service, RoteOptions? options) => throw new NotImplementedException();

    /// <summary>Makes a cache region.</summary>
    public CacheRegion<TKey, TValue> Cache<TKey, TValue>(CachePolicy policy, Func<TKey, CacheTag[]>? tags = null)
        where TKey : struct, IEquatable<TKey>
        => throw new NotImplementedException();

    /// <summary>Makes a batcher of calls that return a result.</summary>
    public Batcher<TGroup, TItem, TResult> Batch<TGroup, TItem, TResult>(
        BatchPolicy policy, Func<TGroup, TItem[], CancellationToken, ValueTask<IReadOnlyList<TResult>>> bulk)
        where TGroup : struct, IEquatable<TGroup>
        => throw new NotImplementedException();

    /// <summary>Makes a batcher of calls that return nothing.</summary>
    public WriteBatcher<TGroup, TItem> BatchWrites<TGroup, TItem>(
        BatchPolicy policy, Func<TGroup, TItem[], CancellationToken, ValueTask> bulk)
        where TGroup : struct, IEquatable<TGroup>
        => throw new NotImplementedException();

    /// <summary>Makes the monitor of an operation.</summary>
    public OperationMonitor Monitor(MonitorPolicy policy) => throw new NotImplementedException();

    /// <summary>Drops the entries that carry a tag.</summary>
    public void Invalidate(CacheTag tag) => throw new NotImplementedException();

    /// <summary>Drops the entries of every region.</summary>
    public void InvalidateAll() => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
