namespace Rote.Monitoring;

/// <summary>Bounds the time series that tags of arguments make in a process, whatever is tagged.</summary>
/// <remarks>Thread-safe; one lock, under which no other is taken. Asked once for each series of a decorator.</remarks>
internal sealed class SeriesLimit(int limit)
{
    /// <summary>Combinations of operation, tags and error type that are told apart.</summary>
    public const int MaxSeries = 100;

    /// <summary>That of the process.</summary>
    public static readonly SeriesLimit Process = new(MaxSeries);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _admitted = new(StringComparer.Ordinal);

    /// <summary>Whether a series is told apart: it was before, or there is room.</summary>
    public bool TryAdmit(string series)
    {
        lock (_gate)
        {
            return _admitted.Contains(series) || (_admitted.Count < limit && _admitted.Add(series));
        }
    }
}
