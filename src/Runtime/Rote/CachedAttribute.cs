namespace Rote;

/// <summary>
/// Keeps the results of a method, so that a call with equal arguments answers without reaching the store.
/// </summary>
/// <remarks>
/// <para>
/// The key is made of every parameter except <see cref="CancellationToken"/> and those marked
/// <see cref="NotInKeyAttribute"/>; a <see cref="ScopeAttribute"/> parameter is always part of it. Keys are compared by
/// value, part by part: no text is built and nothing is hashed into text, so two different calls never meet.
/// </para>
/// <para>
/// Allowed on methods that return <see cref="Task{TResult}"/>, <see cref="ValueTask{TResult}"/>, a plain value or, with
/// <see cref="Buffered"/>, an <see cref="IAsyncEnumerable{T}"/>. Concurrent calls for one key share one load, synchronous ones
/// too; a synchronous caller never blocks on the load of an asynchronous one, but loads for itself. A caller that cancels
/// leaves; the load itself is cancelled only when its last caller has left. Exceptions and cancellations reach every caller of
/// the load and are never kept.
/// </para>
/// <para>
/// On an asynchronous method whose last keyed parameter is a list, and whose result is a list aligned with it or a dictionary
/// of its items, each item is cached by itself: only the missing items are asked for, in one inner call without duplicates. A
/// list keeps the order of the request; in a dictionary, an item that the store does not know is absent, for
/// <see cref="NullSeconds"/>. Such a method shares entries with a single-item method of the same <see cref="Region"/>, key and
/// value.
/// </para>
/// <para>With no lifetime set, an entry lives 300 seconds. <see cref="Seconds"/>, <see cref="Minutes"/>,
/// <see cref="Hours"/> and <see cref="Days"/> add up.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CachedAttribute : Attribute
{
    /// <summary>Seconds of the entry's lifetime, counted from the end of the load.</summary>
    public int Seconds { get; set; }

    /// <summary>Minutes of the entry's lifetime, added to <see cref="Seconds"/>.</summary>
    public int Minutes { get; set; }

    /// <summary>Hours of the entry's lifetime, added to <see cref="Seconds"/>.</summary>
    public int Hours { get; set; }

    /// <summary>Days of the entry's lifetime, added to <see cref="Seconds"/>.</summary>
    public int Days { get; set; }

    /// <summary>
    /// Seconds after the last hit at which an entry is dropped, never later than its lifetime. 0, the default: hits do
    /// not matter.
    /// </summary>
    public int SlidingSeconds { get; set; }

    /// <summary>Seconds for which a <see langword="null"/> result is kept. 0, the default: not at all.</summary>
    public int NullSeconds { get; set; }

    /// <summary>
    /// Percentage, 0 to 100, by which lifetimes are shortened at random, so that entries loaded together do not expire
    /// together. Default 0.
    /// </summary>
    public int JitterPercent { get; set; }

    /// <summary>
    /// Name of the region that holds the entries; it appears in metrics and in <see cref="InvalidatesAttribute.Regions"/>.
    /// Methods of one interface with the same region, key and value types share entries. Default: interface and method
    /// name, or, for a method that takes a list, the region of its single-item method.
    /// </summary>
    public string? Region { get; set; }

    /// <summary>
    /// Tags of the entries, for <see cref="InvalidatesAttribute.Tags"/>. <c>{name}</c> stands for the argument of the keyed
    /// parameter of that name. Tags carry the scope of the call: equal texts of two scopes are two tags.
    /// </summary>
    public string[] Tags { get; set; } = [];

    /// <summary>
    /// Percentage, 1 to 99, of an entry's lifetime after which a hit starts one load in the background that renews it; the hit
    /// itself is answered from the entry. 0, the default: never.
    /// </summary>
    public int RefreshPercent { get; set; }

    /// <summary>
    /// Seconds past its lifetime for which an entry answers when the load that should replace it fails or exceeds
    /// <see cref="LoadTimeoutMilliseconds"/>. 0, the default: the failure reaches the caller.
    /// </summary>
    public int StaleSeconds { get; set; }

    /// <summary>
    /// Milliseconds after which a load counts as failed: its callers get a <see cref="TimeoutException"/>, its token is
    /// cancelled and its key is free for the next load, even if the store never answers. 0, the default: no limit.
    /// </summary>
    public int LoadTimeoutMilliseconds { get; set; }

    /// <summary>Entries that the region holds at most. 0, the default: <see cref="RoteOptions.MaxEntries"/>.</summary>
    public int MaxEntries { get; set; }

    /// <summary>
    /// Sum of weights that the region holds at most, in the unit of <see cref="WeightFrom"/>, which it needs. Not with
    /// <see cref="CacheStore.MemoryCache"/>, which the application bounds. 0, the default: entries are only counted.
    /// </summary>
    public long MaxWeight { get; set; }

    /// <summary>
    /// Name of a static method of the interface that weighs a value: <c>static long Weigh(T value)</c>. Asked once for each
    /// value that is kept; must be positive. What it throws fails the load of that value.
    /// </summary>
    public string? WeightFrom { get; set; }

    /// <summary>
    /// Name of a static method of the interface that decides how long a value lives: <c>static TimeSpan? LifetimeOf(T
    /// value)</c>. <see langword="null"/>: as the attribute says; zero or less: not kept. What it throws fails the load of that
    /// value.
    /// </summary>
    public string? LifetimeFrom { get; set; }

    /// <summary>Where the entries are kept in memory. Default: the region's own table.</summary>
    public CacheStore Store { get; set; }

    /// <summary>
    /// Keeps values also in <see cref="RoteOptions.SecondLevel"/>, beyond this process. Needs an asynchronous method, keys with a
    /// text form and a serializer of the value. Default: no.
    /// </summary>
    public bool SecondLevel { get; set; }

    /// <summary>
    /// Reads the whole stream of a method that returns <see cref="IAsyncEnumerable{T}"/> before its first item is handed out, and
    /// keeps the items. Default: no; such a method cannot be cached without.
    /// </summary>
    public bool Buffered { get; set; }
}
