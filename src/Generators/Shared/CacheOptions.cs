using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>How <c>[Cached]</c> wants entries to be kept. Methods that share entries agree in all of it.</summary>
/// <remarks>Numbers that make no sense are passed on: the runtime refuses them, with the name of the region.</remarks>
internal sealed record CacheOptions
{
    private const long DefaultLifetimeSeconds = 300;

    /// <summary>A century. Nothing is kept longer, and a <c>TimeSpan</c> would overflow.</summary>
    private const long LongestLifetimeSeconds = 36_500L * 86_400;

    /// <summary>Lifetime of an entry.</summary>
    public long LifetimeSeconds { get; private init; }

    /// <summary>Seconds after the last hit at which an entry is dropped; 0 for never.</summary>
    public int SlidingSeconds { get; private init; }

    /// <summary>Lifetime of a <see langword="null"/>; 0 for none.</summary>
    public int NullSeconds { get; private init; }

    /// <summary>Percentage by which lifetimes are shortened.</summary>
    public int JitterPercent { get; private init; }

    /// <summary>Percentage of the lifetime after which a hit renews the entry; 0 for never.</summary>
    public int RefreshPercent { get; private init; }

    /// <summary>Seconds past its lifetime for which an entry stands in for a failed load.</summary>
    public int StaleSeconds { get; private init; }

    /// <summary>Milliseconds after which a load counts as failed; 0 for never.</summary>
    public int LoadTimeoutMilliseconds { get; private init; }

    /// <summary>Entries at most; 0 for the decorator's own limit.</summary>
    public int MaxEntries { get; private init; }

    /// <summary>Sum of weights at most; 0 for no limit.</summary>
    public long MaxWeight { get; private init; }

    /// <summary>The method that weighs a value.</summary>
    public string? WeightFrom { get; private init; }

    /// <summary>The method that decides how long a value lives.</summary>
    public string? LifetimeFrom { get; private init; }

    /// <summary>Where entries are kept, as the number behind <c>CacheStore</c>.</summary>
    public int Store { get; private init; }

    /// <summary>Whether values are kept beyond the process, too.</summary>
    public bool SecondLevel { get; private init; }

    /// <summary>What an attribute says, defaults where it says nothing.</summary>
    public static CacheOptions Of(AttributeData attribute) => new()
    {
        LifetimeSeconds = LifetimeOf(attribute),
        SlidingSeconds = attribute.Number("SlidingSeconds"),
        NullSeconds = attribute.Number("NullSeconds"),
        JitterPercent = attribute.Number("JitterPercent"),
        RefreshPercent = attribute.Number("RefreshPercent"),
        StaleSeconds = attribute.Number("StaleSeconds"),
        LoadTimeoutMilliseconds = attribute.Number("LoadTimeoutMilliseconds"),
        MaxEntries = attribute.Number("MaxEntries"),
        MaxWeight = attribute.Value<long>("MaxWeight") ?? 0,
        WeightFrom = attribute.Text("WeightFrom"),
        LifetimeFrom = attribute.Text("LifetimeFrom"),
        Store = attribute.Named("Store") is { Kind: TypedConstantKind.Enum, Value: int store } ? store : 0,
        SecondLevel = attribute.Value<bool>("SecondLevel") ?? false,
    };

    private static long LifetimeOf(AttributeData attribute)
    {
        var seconds = attribute.Number("Seconds")
            + (60L * attribute.Number("Minutes"))
            + (3_600L * attribute.Number("Hours"))
            + (86_400L * attribute.Number("Days"));
        return seconds == 0
            ? DefaultLifetimeSeconds
            : Math.Max(-LongestLifetimeSeconds, Math.Min(seconds, LongestLifetimeSeconds));
    }
}
