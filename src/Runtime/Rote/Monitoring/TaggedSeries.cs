using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rote.Monitoring;

/// <summary>The tags of an operation that arguments decide, made once for each combination of values.</summary>
/// <remarks>
/// Thread-safe; what was made before costs nothing again. A combination is a number: each tag's value counts from 1, in the
/// order of its values, and 0 is any other.
/// </remarks>
internal sealed class TaggedSeries
{
    private readonly KeyValuePair<string, object?> _operation;
    private readonly MonitorTag[] _tags;
    private readonly SeriesLimit _limit;
    private readonly KeyValuePair<string, object?>[]?[] _successes;
    private readonly ConcurrentDictionary<(int Series, string Error), KeyValuePair<string, object?>[]> _failures = new();

    public TaggedSeries(KeyValuePair<string, object?> operation, IEnumerable<MonitorTag> tags, SeriesLimit limit)
    {
        _operation = operation;
        _tags = [.. tags];
        _limit = limit;
        _successes = new KeyValuePair<string, object?>[_tags.Aggregate(1, static (all, tag) => all * (tag.Values.Count + 1))][];
    }

    /// <summary>The combination of values; -1 for one that is not listed.</summary>
    public int IndexOf(int first, int second, int third)
    {
        int index = first + 1;
        if (_tags.Length > 1)
        {
            index = (index * (_tags[1].Values.Count + 1)) + second + 1;
        }

        return _tags.Length > 2 ? (index * (_tags[2].Values.Count + 1)) + third + 1 : index;
    }

    /// <summary>All tags of a measurement.</summary>
    public KeyValuePair<string, object?>[] Of(int series, string? error)
    {
        if (error is null)
        {
            return _successes[series] ??= Admitted(series, null);
        }

        return _failures.TryGetValue((series, error), out KeyValuePair<string, object?>[]? tags)
            ? tags
            : _failures.GetOrAdd((series, error), Admitted(series, error));
    }

    /// <summary>Sets the tags of a span, those of its duration.</summary>
    public void Tag(Activity span, int series)
    {
        KeyValuePair<string, object?>[] tags = Of(series, error: null);
        for (int i = 1; i < tags.Length; i++)
        {
            span.SetTag(tags[i].Key, tags[i].Value);
        }
    }

    private KeyValuePair<string, object?>[] Admitted(int series, string? error)
    {
        KeyValuePair<string, object?>[] tags = Make(series, error);
        return series == 0 || _limit.TryAdmit(string.Join('\n', tags.Select(static tag => tag.Value))) ? tags : Make(0, error);
    }

    private KeyValuePair<string, object?>[] Make(int series, string? error)
    {
        List<KeyValuePair<string, object?>> tags = [];
        for (int i = _tags.Length - 1; i >= 0; i--)
        {
            int values = _tags[i].Values.Count + 1;
            int value = series % values;
            series /= values;
            tags.Insert(0, new(_tags[i].Name, value == 0 ? ErrorTypes.Other : _tags[i].Values[value - 1]));
        }

        tags.Insert(0, _operation);
        if (error is not null)
        {
            tags.Add(new(RoteTelemetry.ErrorTypeTag, error));
        }

        return [.. tags];
    }
}
