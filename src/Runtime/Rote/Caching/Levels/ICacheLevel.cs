namespace Rote.Caching;

/// <summary>A second level of caches: bytes under text keys, beyond this process or its life.</summary>
/// <remarks>
/// Implementations are thread-safe. A level may lose any value at any time. It may throw: the caller then treats a read as a
/// miss, and counts and logs the failure. It must never give back other bytes than were set under the key.
/// </remarks>
public interface ICacheLevel
{
    /// <summary>Name in metrics and logs.</summary>
    string Name { get; }

    /// <summary>Reads a value.</summary>
    /// <param name="key">The key; not empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The bytes that were set, never empty, or <see langword="null"/>: there are none, or they have expired.</returns>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Reads several values; in one round trip where the level has a way to. By default: single reads, 32 at once.
    /// </summary>
    /// <param name="keys">The keys, all different.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One value or <see langword="null"/> for each key, in their order.</returns>
    async ValueTask<ReadOnlyMemory<byte>?[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return await LevelReads.GetManyAsync(this, keys, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets a value, replacing the one there was.</summary>
    /// <param name="key">The key; not empty.</param>
    /// <param name="value">The bytes; not read after the returned task has ended.</param>
    /// <param name="lifetime">Time until it expires; positive.</param>
    /// <param name="cancellationToken">Gives up; the value may be set nevertheless.</param>
    /// <returns>Completes when later reads, through this level, see the value.</returns>
    ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>Removes a value, if there is one.</summary>
    /// <param name="key">The key; not empty.</param>
    /// <param name="cancellationToken">Gives up; the value may be removed nevertheless.</param>
    /// <returns>Completes when later reads, through this level, no longer see the value.</returns>
    ValueTask RemoveAsync(string key, CancellationToken cancellationToken);
}
