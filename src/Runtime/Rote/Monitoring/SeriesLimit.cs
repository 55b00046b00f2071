using System.Collections.Concurrent;

namespace Rote.Monitoring;

/// <summary>Bounds the time series that tags of arguments make in a process, whatever is tagged.</summary>
/// <remarks>Thread-safe. Threads that meet at the bound may each add one more.</remarks>
internal sealed class SeriesLimit(int limit)
{
    /// <summary>Combinations of operation, tags and error type that are told apart.</summary>
    public const int MaxSeries = 100;

    /// <summary>That of the process.</summary>
    public static readonly SeriesLimit Process = new(MaxSeries);

    private readonly ConcurrentDictionary<string, bool> _admitted = new(StringComparer.Ordinal);

    /// <summary>Whether a series is told apart: it was before, or there is room.</summary>
    public bool TryAdmit(string series)
        => _admitted.ContainsKey(series) || (_admitted.Count < limit && _admitted.GetOrAdd(series, true));
}
