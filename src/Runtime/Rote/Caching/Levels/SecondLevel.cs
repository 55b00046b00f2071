namespace Rote.Caching;

/// <summary>A region's entries in a level. See <c>README.md</c> in this folder for why what it reads is current.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <remarks>
/// Thread-safe. Nothing the level does comes out as an exception: a failure is a miss, counted and logged. Cancellation by the
/// caller comes out as one.
/// </remarks>
internal sealed class SecondLevel<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private readonly LevelGate _gate;
    private readonly LevelRegion _region;
    private readonly CacheKeyText<TKey> _keyText;
    private readonly LevelReader<TValue> _reader;
    private readonly LevelWriter<TValue> _writer;

    public SecondLevel(LevelGate gate, LevelRegion region, CacheKeyText<TKey> keyText, IValueSerializer<TValue> serializer)
    {
        _gate = gate;
        _region = region;
        _keyText = keyText;
        _reader = new LevelReader<TValue>(gate, serializer, Count);
        _writer = new LevelWriter<TValue>(gate, serializer, Count);
        gate.Table.AddRegion(region.GenerationKey.Key);
    }

    /// <summary>The running counts of this region; removals are counted at the gate.</summary>
    public LevelCount Count { get; } = new();

    /// <summary>What this region did so far.</summary>
    public LevelCounters Counters => Count.Snapshot(pendingRemovals: 0);

    /// <summary>Reads a value. Call before its load, and give the ticket to <see cref="WriteAsync"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="tags">Its tags, those of the write too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<LevelRead<TValue>> ReadAsync(TKey key, CacheTag[] tags, CancellationToken cancellationToken)
    {
        LevelRead<TValue>[] reads = await _reader.ReadAsync([LookUp(in key, tags)], cancellationToken).ConfigureAwait(false);
        return reads[0];
    }

    /// <summary>Reads several values: one call of the level for all entries and generations.</summary>
    /// <param name="keys">The keys, all different.</param>
    /// <param name="tags">The tags of each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One answer for each key, in their order.</returns>
    public ValueTask<LevelRead<TValue>[]> ReadManyAsync(TKey[] keys, CacheTag[][] tags, CancellationToken cancellationToken)
    {
        if (keys.Length == 0)
        {
            return ValueTask.FromResult<LevelRead<TValue>[]>([]);
        }

        var lookups = new LevelLookup[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            lookups[i] = LookUp(in keys[i], tags[i]);
        }

        return _reader.ReadAsync(lookups, cancellationToken);
    }

    /// <summary>Announces a call of <see cref="WriteAsync"/> or <see cref="WriteManyAsync"/>, which disposal waits for.</summary>
    public void BeginWrite() => _gate.Writes.Begin();

    /// <summary>The announced call is over.</summary>
    public void EndWrite() => _gate.Writes.End();

    /// <summary>Writes a value, unless it was invalidated since its ticket was made.</summary>
    /// <param name="ticket">That of the read before the load; <see langword="null"/>: nothing is written.</param>
    /// <param name="value">The value.</param>
    /// <param name="lifetime">Time until it expires. Zero or less: nothing is written.</param>
    /// <param name="cancellationToken">Gives up; the value may be written nevertheless.</param>
    public ValueTask WriteAsync(LevelTicket? ticket, TValue value, TimeSpan lifetime, CancellationToken cancellationToken)
        => ticket is null || lifetime <= TimeSpan.Zero
            ? ValueTask.CompletedTask
            : _writer.WriteAsync(ticket, value, lifetime, cancellationToken);

    /// <summary>Writes several values, some at once.</summary>
    /// <param name="tickets">The tickets; those that are <see langword="null"/> are skipped.</param>
    /// <param name="values">A value for each.</param>
    /// <param name="lifetimes">A lifetime for each.</param>
    /// <param name="cancellationToken">Gives up; values may be written nevertheless.</param>
    public ValueTask WriteManyAsync(
        LevelTicket?[] tickets, TValue[] values, TimeSpan[] lifetimes, CancellationToken cancellationToken)
        => _writer.WriteManyAsync(tickets, values, lifetimes, cancellationToken);

    /// <summary>Drops a key: at once for this process, in the background for the level. Constant time.</summary>
    /// <param name="key">The key.</param>
    public void Remove(in TKey key) => _gate.Remove(LevelKeySpace.Entry(_region.EntryPrefix, in key, _keyText).Key);

    /// <summary>Drops every key: at once for this process, in the background for the level. Constant time.</summary>
    public void RemoveRegion() => _gate.Remove(_region.GenerationKey.Key);

    private LevelLookup LookUp(in TKey key, CacheTag[] tags)
        => new(LevelKeySpace.Entry(_region.EntryPrefix, in key, _keyText), _gate.GenerationKeys(_region.GenerationKey, tags));
}
