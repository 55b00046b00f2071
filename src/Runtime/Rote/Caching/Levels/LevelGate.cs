namespace Rote.Caching;

/// <summary>
/// One level as the regions of one decorator use it: what this process has invalidated, whether the level is well, and calls
/// with a time limit. See <c>README.md</c> in this folder.
/// </summary>
/// <remarks>Thread-safe. Owns nothing of the level, which belongs to the application.</remarks>
internal sealed class LevelGate : IDisposable
{
    private readonly string _service;
    private readonly LevelCount _count = new();

    public LevelGate(ICacheLevel level, string service, RoteOptions options)
        : this(level, service, options, LevelSeams.Default)
    {
    }

    /// <param name="level">The level.</param>
    /// <param name="service">The decorated interface; keys of two services never meet.</param>
    /// <param name="options">Clock, time limit, logs.</param>
    /// <param name="seams">The rest.</param>
    internal LevelGate(ICacheLevel level, string service, RoteOptions options, LevelSeams seams)
    {
        Level = level;
        LevelName = level.Name;
        _service = service;
        Time = options.TimeProvider;
        Health = new LevelHealth(LevelName, service, Time, options.LoggerFactory?.CreateLogger(service));
        Caller = new LevelCaller(level, Health, Time, options.SecondLevelTimeout);
        Generations = new GenerationTable(Caller, Time, seams.Continuations);
        Table = new RemovalTable(seams.MaxPendingRemovals);
        Pump = new RemovalPump(Table, Caller, _count, Time, seams.Background);
    }

    public ICacheLevel Level { get; }

    /// <summary>Its name in metrics and logs, asked for once.</summary>
    public string LevelName { get; }

    public TimeProvider Time { get; }

    public LevelHealth Health { get; }

    public LevelCaller Caller { get; }

    public GenerationTable Generations { get; }

    public RemovalTable Table { get; }

    public RemovalPump Pump { get; }

    public LevelWrites Writes { get; } = new();

    /// <summary>Removals; everything else is counted by region.</summary>
    public LevelCounters Counters => _count.Snapshot(Table.PendingCount);

    /// <summary>Opens the level for a region.</summary>
    /// <exception cref="RoteSerializerException">Nothing serializes the region's values.</exception>
    /// <exception cref="ArgumentException">The region's keys have no text.</exception>
    public SecondLevel<TKey, TValue> Open<TKey, TValue>(string region, CacheKeyText<TKey>? keyText, CacheSerializers serializers)
        where TKey : struct, IEquatable<TKey>
    {
        if (keyText is null)
        {
            throw new ArgumentException(
                $"Cache region '{region}' has a second level, but its keys have no text. Set CacheFunctions.KeyText, or take "
                + "SecondLevel off.",
                nameof(keyText));
        }

        IValueSerializer<TValue> serializer = serializers.Find<TValue>() ?? throw RoteSerializerException.For<TValue>(region);
        var entries = new LevelRegion(_service, region, typeof(TKey), typeof(TValue));
        return new SecondLevel<TKey, TValue>(this, entries, keyText, serializer);
    }

    /// <summary>
    /// Drops the entries of a tag: at once for this process, in the background for the level and so for other processes.
    /// Constant time.
    /// </summary>
    public void RemoveTag(CacheTag tag)
    {
        tag.ThrowIfDefault(nameof(tag));
        Remove(LevelKeySpace.Tag(_service, tag).Key);
    }

    /// <summary>The generations that an entry depends on: of its region, and of its tags with and without scope.</summary>
    public LevelKey[] GenerationKeys(LevelKey region, ReadOnlySpan<CacheTag> tags)
    {
        if (tags.IsEmpty)
        {
            return [region];
        }

        var keys = new List<LevelKey>(1 + (2 * tags.Length)) { region };
        foreach (CacheTag tag in tags)
        {
            tag.ThrowIfDefault(nameof(tags));
            AddOnce(keys, LevelKeySpace.Tag(_service, tag));
            if (tag.Scope is not null)
            {
                AddOnce(keys, LevelKeySpace.Tag(_service, tag.WithoutScope));
            }
        }

        return [.. keys];
    }

    public void Remove(string key)
    {
        if (Table.Add(key))
        {
            Health.LogOverflow(Table.MaxPending);
        }

        Pump.Kick();
    }

    /// <summary>Waits until the level has what is on its way to it, and has confirmed every removal.</summary>
    /// <param name="timeout">How long, at most.</param>
    /// <returns>Removals that are not confirmed: other processes may go on to read these entries until they expire.</returns>
    public async ValueTask<int> DrainAsync(TimeSpan timeout)
    {
        Task empty = Task.WhenAll(Table.WhenEmpty(), Writes.WhenEmpty());
        if (!empty.IsCompleted)
        {
            Pump.KickNow();
            try
            {
                await empty.WaitAsync(timeout, Time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                if (Table.PendingCount > 0)
                {
                    Health.LogUndelivered(Table.PendingCount);
                }
            }
        }

        return Table.PendingCount;
    }

    /// <summary>Sends what waits, without trying again where that fails. <see cref="DrainAsync"/> comes before it.</summary>
    public void Dispose()
    {
        Pump.Dispose();
        LevelInstruments.Remove(this);
    }

    private static void AddOnce(List<LevelKey> keys, LevelKey key)
    {
        if (!keys.Contains(key))
        {
            keys.Add(key);
        }
    }
}
