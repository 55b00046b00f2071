using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rote.Monitoring;

/// <summary>
/// Measures from within an engine, between its steps: a listener runs in the call, and what it throws must not cost a connection,
/// a worker or an item, nor a caller the answer of a store that may have written.
/// </summary>
/// <remarks>What a listener throws is lost: the instruments are the place to report to, and they are broken.</remarks>
internal static class QuietMeasurements
{
    /// <summary>Starts a span in the running context; none where a listener throws.</summary>
    public static Activity? StartQuietly(this ActivitySource source, string name)
    {
        Activity? caller = Activity.Current;
        try
        {
            return source.StartActivity(name, ActivityKind.Internal);
        }
        catch (Exception)
        {
            // See above. The span may be the current one by now.
            Activity.Current = caller;
            return null;
        }
    }

    /// <summary>Stops a span and leaves it.</summary>
    public static void StopQuietly(this Activity span)
    {
        try
        {
            span.Dispose();
        }
        catch (Exception)
        {
            // See above. It has not come to leaving the span.
            if (Activity.Current == span)
            {
                Activity.Current = span.Parent;
            }
        }
    }

    public static void RecordQuietly<T>(this Histogram<T> histogram, T value, KeyValuePair<string, object?> tag)
        where T : struct
    {
        try
        {
            histogram.Record(value, tag);
        }
        catch (Exception)
        {
            // See above.
        }
    }

    public static void RecordQuietly<T>(
        this Histogram<T> histogram, T value, KeyValuePair<string, object?> tag, KeyValuePair<string, object?> other)
        where T : struct
    {
        try
        {
            histogram.Record(value, tag, other);
        }
        catch (Exception)
        {
            // See above.
        }
    }

    public static void RecordQuietly<T>(this Histogram<T> histogram, T value, KeyValuePair<string, object?>[] tags)
        where T : struct
    {
        try
        {
            histogram.Record(value, tags);
        }
        catch (Exception)
        {
            // See above.
        }
    }

    public static void AddQuietly(this Counter<long> counter, long value, KeyValuePair<string, object?> tag)
    {
        try
        {
            counter.Add(value, tag);
        }
        catch (Exception)
        {
            // See above.
        }
    }

    public static void AddQuietly(
        this Counter<long> counter, long value, KeyValuePair<string, object?> tag, KeyValuePair<string, object?> other)
    {
        try
        {
            counter.Add(value, tag, other);
        }
        catch (Exception)
        {
            // See above.
        }
    }
}
