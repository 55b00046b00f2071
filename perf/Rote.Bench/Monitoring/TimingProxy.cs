using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Rote.Bench.Monitoring;

/// <summary>What a careful user of <see cref="DispatchProxy"/> writes to measure methods.</summary>
public class TimingProxy : DispatchProxy
{
    /// <summary>Name of its meter and its source.</summary>
    internal const string Telemetry = "Rote.Bench.Proxy";

    private static readonly ActivitySource Source = new(Telemetry);
    private static readonly Meter Meter = new(Telemetry);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("operation.duration", "s");

    private IMeasuredStore? _inner;

    /// <summary>Makes a proxy of a store.</summary>
    public static IMeasuredStore Wrap(IMeasuredStore inner)
    {
        var proxy = Create<IMeasuredStore, TimingProxy>();
        ((TimingProxy)(object)proxy)._inner = inner;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (!Duration.Enabled && !Source.HasListeners())
        {
            return targetMethod!.Invoke(_inner, args);
        }

        var span = Source.StartActivity(targetMethod!.Name);
        span?.SetTag("db.operation.name", targetMethod.Name);
        var stamp = Stopwatch.GetTimestamp();
        var result = targetMethod.Invoke(_inner, args);
        var call = result as Task<int> ?? (result is ValueTask<int> value ? value.AsTask() : null);
        if (call is null)
        {
            Record(targetMethod.Name, stamp);
            span?.Dispose();
            return result;
        }

        var measured = EndAsync(call, targetMethod.Name, span, stamp);

        // What an asynchronous method changes of the context is undone when it returns.
        Activity.Current = span?.Parent;
        return result is Task<int> ? measured : new ValueTask<int>(measured);
    }

    private static async Task<int> EndAsync(Task<int> call, string operation, Activity? span, long stamp)
    {
        using (span)
        {
            var result = await call.ConfigureAwait(false);
            Record(operation, stamp);
            return result;
        }
    }

    private static void Record(string operation, long stamp)
        => Duration.Record(
            Stopwatch.GetElapsedTime(stamp).TotalSeconds, new KeyValuePair<string, object?>("db.operation.name", operation));
}
