namespace Rote.Caching;

/// <summary>How a region keeps its entries.</summary>
public sealed record CachePolicy
{
    /// <summary>A lifetime beyond this one is cut to it: a century, in days.</summary>
    private const int LongestLifetimeDays = 36_500;

    /// <summary>Name in metrics and invalidation.</summary>
    public required string Region { get; init; }

    /// <summary>Lifetime, counted from the end of the load. Positive; default 300 seconds; cut to a century.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>
    /// Time after the last hit at which an entry is dropped, never later than its lifetime. Zero: hits do not matter.
    /// </summary>
    public TimeSpan Sliding { get; init; }

    /// <summary>Lifetime of a <see langword="null"/> value. Zero: not kept.</summary>
    public TimeSpan NullLifetime { get; init; }

    /// <summary>Percentage, 0 to 100, by which lifetimes are shortened at random, at most.</summary>
    public int JitterPercent { get; init; }

    /// <summary>
    /// Percentage of the lifetime, 1 to 99, after which a hit starts a load in the background that renews the entry. 0: never.
    /// </summary>
    public int RefreshPercent { get; init; }

    /// <summary>Time past its lifetime for which an entry answers when its next load fails. Zero: not at all.</summary>
    public TimeSpan StaleLifetime { get; init; }

    /// <summary>Time after which a load counts as failed and lets go of its key. Zero: no limit.</summary>
    public TimeSpan LoadTimeout { get; init; }

    /// <summary>Entries at most. 0: <see cref="RoteOptions.MaxEntries"/>.</summary>
    public int MaxEntries { get; init; }

    /// <summary>
    /// Sum of weights at most; needs <see cref="CacheFunctions{TKey, TValue}.Weight"/> and <see cref="CacheStore.Table"/>. 0:
    /// entries are only counted.
    /// </summary>
    public long MaxWeight { get; init; }

    /// <summary>Where the entries are kept in memory.</summary>
    public CacheStore Store { get; init; }

    /// <summary>Whether values are kept in <see cref="RoteOptions.SecondLevel"/> too.</summary>
    public bool SecondLevel { get; init; }

    /// <summary>How the region sizes itself; <see langword="null"/>: it does not.</summary>
    public CacheSelfSizing? SelfSizing { get; init; }

    /// <summary>What the region stays within.</summary>
    internal long Capacity => MaxWeight > 0 ? MaxWeight : MaxEntries;

    /// <summary>The second level; <see langword="null"/>: there is none.</summary>
    internal ICacheLevel? Level { get; init; }

    /// <summary>This policy with what the application changes about it.</summary>
    internal CachePolicy With(RoteOptions options)
    {
        CacheRegionOptions? region = options.Regions.TryGetValue(Region, out CacheRegionOptions? found) ? found : null;
        return this with
        {
            Lifetime = region?.Lifetime ?? Lifetime,
            MaxEntries = region?.MaxEntries ?? (MaxEntries > 0 ? MaxEntries : options.MaxEntries),
            MaxWeight = region?.MaxWeight ?? MaxWeight,
            Store = region?.Store ?? Store,
            SelfSizing = region?.SelfSizing ?? SelfSizing,
            Level = region?.SecondLevel ?? (SecondLevel ? options.SecondLevel : null),
        };
    }

    /// <summary>This policy, with lifetimes that the cache can count.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal CachePolicy Validated()
    {
        ArgumentException.ThrowIfNullOrEmpty(Region);
        Check(Lifetime > TimeSpan.Zero, nameof(Lifetime), Lifetime, "Give entries a positive lifetime.");
        Check(Sliding >= TimeSpan.Zero, nameof(Sliding), Sliding, "Use zero for no sliding, or a positive time.");
        Check(NullLifetime >= TimeSpan.Zero, nameof(NullLifetime), NullLifetime, "Use zero for none, or a positive time.");
        Check(JitterPercent is >= 0 and <= 100, nameof(JitterPercent), JitterPercent, "Use a percentage from 0 to 100.");
        Check(RefreshPercent is >= 0 and < 100, nameof(RefreshPercent), RefreshPercent, "Use a percentage from 1 to 99, or 0.");
        Check(StaleLifetime >= TimeSpan.Zero, nameof(StaleLifetime), StaleLifetime, "Use zero for none, or a positive time.");
        bool countable = LoadTimeout >= TimeSpan.Zero && LoadTimeout.TotalMilliseconds < uint.MaxValue - 1;
        Check(countable, nameof(LoadTimeout), LoadTimeout, "Use zero for none, or a positive time below 49 days.");
        Check(MaxEntries > 0, nameof(MaxEntries), MaxEntries, "Use a positive number.");
        Check(MaxWeight >= 0, nameof(MaxWeight), MaxWeight, "Use zero to count entries, or a positive sum of weights.");
        Check(
            MaxWeight == 0 || Store == CacheStore.Table,
            nameof(MaxWeight),
            MaxWeight,
            "The application's IMemoryCache bounds what is kept in it: set its SizeLimit, towards which weights count, or keep "
            + "the region in CacheStore.Table.");
        Check(
            SelfSizing is null || Store == CacheStore.Table,
            nameof(SelfSizing),
            SelfSizing!,
            "The application's IMemoryCache bounds what is kept in it. Keep the region in CacheStore.Table, or take "
            + "SelfSizing off.");
        SelfSizing?.Validate(Region);
        return this with
        {
            Lifetime = Cut(Lifetime),
            Sliding = Cut(Sliding),
            NullLifetime = Cut(NullLifetime),
            StaleLifetime = Cut(StaleLifetime),
        };
    }

    /// <summary>A lifetime that the cache can count.</summary>
    internal static TimeSpan? Cut(TimeSpan? time) => time is null ? null : Cut(time.Value);

    /// <summary>A time that the cache can count: a century at most.</summary>
    internal static TimeSpan Cut(TimeSpan time)
    {
        var longest = TimeSpan.FromDays(LongestLifetimeDays);
        return time > longest ? longest : time;
    }

    private void Check(bool holds, string property, object value, string remedy)
        => OptionCheck.Policy(holds, "cache policy of region", Region, property, value, remedy);
}
