using System.Diagnostics.CodeAnalysis;

namespace Rote.Caching;

/// <summary>Typed cache of one region.</summary>
public sealed class CacheRegion<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    internal CacheRegion()
    {
    }

    /// <summary>Name.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>Hit path.</summary>
    public bool TryGet(in TKey key, [MaybeNullWhen(false)] out TValue value) => throw new NotImplementedException();

    /// <summary>Hit path of methods that return <see cref="Task{TResult}"/>: the completed task is kept with the entry.</summary>
    public bool TryGetTask(in TKey key, [NotNullWhen(true)] out Task<TValue>? task) => throw new NotImplementedException();

    /// <summary>Miss path: joins the load of the key in flight, or starts it.</summary>
    public ValueTask<TValue> LoadAsync<TState>(
        TKey key, TState state, Func<TState, TKey, CancellationToken, ValueTask<TValue>> load, CancellationToken cancellationToken)
        => throw new NotImplementedException();

    /// <summary>Miss path of synchronous methods.</summary>
    public TValue Load<TState>(TKey key, TState state, Func<TState, TKey, TValue> load) => throw new NotImplementedException();

    /// <summary>Per-item path: hits from the cache, misses in one load, in the order of the request.</summary>
    public ValueTask<IReadOnlyList<TValue>> LoadManyAsync<TItem, TState>(
        IReadOnlyList<TItem> items,
        TState state,
        Func<TState, TItem, TKey> keyOf,
        Func<TState, TItem[], CancellationToken, ValueTask<IReadOnlyList<TValue>>> load,
        CancellationToken cancellationToken)
        => throw new NotImplementedException();

    /// <summary>Drops a key.</summary>
    public void Invalidate(in TKey key) => throw new NotImplementedException();

    /// <summary>Drops every key.</summary>
    public void InvalidateAll() => throw new NotImplementedException();
}
