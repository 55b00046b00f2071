namespace Rote.Caching;

/// <summary>What a caller found behind the region's gate.</summary>
/// <param name="Entry">A value that answers him; <see langword="null"/>: he has to wait for the flight.</param>
/// <param name="Flight">
/// The flight to wait for, or, beside an entry, the one that renews it. It is his own, to be started, or one he has joined.
/// </param>
internal readonly record struct Entrance<TKey, TValue>(CacheEntry<TKey, TValue>? Entry, Flight<TKey, TValue>? Flight)
    where TKey : struct, IEquatable<TKey>;
