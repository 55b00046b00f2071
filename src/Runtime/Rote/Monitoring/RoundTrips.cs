using System.ComponentModel;

namespace Rote.Monitoring;

/// <summary>Counts the calls of inner stores, where somebody asks for that.</summary>
/// <remarks>Thread-safe. While nobody does, a call costs the one look at <see cref="AreCounted"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RoundTrips
{
    private static volatile int _listeners;

    /// <summary>Whether anybody in the process counts.</summary>
    public static bool AreCounted => _listeners != 0;

    /// <summary>Counts a call that is about to be made, for all who count in the running flow.</summary>
    /// <param name="store">The store. One that counts by itself is passed over: its own calls are the round trips.</param>
    /// <param name="operation">Interface and method.</param>
    public static void Count(object store, string operation)
    {
        if (store is not ICountsRoundTrips)
        {
            Count(operation);
        }
    }

    /// <summary>Counts a call that is about to be made, of what counts nothing by itself.</summary>
    /// <param name="operation">Interface and method.</param>
    public static void Count(string operation) => CallerFlow.Current?.Count(operation);

    /// <summary>Somebody begins to count.</summary>
    internal static void Begin() => Add(1);

    /// <summary>Somebody has counted. Once for each <see cref="Begin"/>.</summary>
    internal static void End() => Add(-1);

    private static void Add(int listeners)
    {
        lock (Gate.Lock)
        {
            _listeners += listeners;
        }
    }

    /// <summary>Its own holder: a look at the number needs no initialised class. No other lock is taken under it.</summary>
    private static class Gate
    {
        public static readonly Lock Lock = new();
    }
}
