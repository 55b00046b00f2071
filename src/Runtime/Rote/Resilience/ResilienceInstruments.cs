using System.Diagnostics.Metrics;
using Polly.CircuitBreaker;
using Rote.Monitoring;

namespace Rote.Resilience;

/// <summary>The instruments of all pipelines. Of breakers of one operation, the worst state is shown.</summary>
/// <remarks>Thread-safe; one lock, under which no other is taken. Breakers are held weakly.</remarks>
internal static class ResilienceInstruments
{
    private const int SmallestSweep = 64;

    public static readonly Counter<long> Attempts = RoteTelemetry.Meter.CreateCounter<long>(
        "resilience.attempts", "{attempt}", "Calls of the inner store, retries and hedges among them.");

    public static readonly Counter<long> Events = RoteTelemetry.Meter.CreateCounter<long>(
        "resilience.events", "{event}", "What pipelines did: retries, hedges, timeouts, refusals.");

    private static readonly Lock Gate = new();
    private static readonly List<(string Operation, WeakReference<CircuitBreakerStateProvider> Breaker)> Breakers = [];
    private static int _sweepAt = SmallestSweep;

    /// <summary>Shows a breaker for as long as it lives.</summary>
    public static void Add(string operation, CircuitBreakerStateProvider breaker)
    {
        lock (Gate)
        {
            if (Breakers.Count >= _sweepAt)
            {
                Breakers.RemoveAll(static member => !member.Breaker.TryGetTarget(out _));
                _sweepAt = Math.Max(SmallestSweep, Breakers.Count * 2);
            }

            Breakers.Add((operation, new WeakReference<CircuitBreakerStateProvider>(breaker)));
        }

        Observed.Touch();
    }

    private static List<Measurement<int>> States()
    {
        (string Operation, WeakReference<CircuitBreakerStateProvider> Breaker)[] members;
        lock (Gate)
        {
            members = [.. Breakers];
        }

        var worst = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((string operation, WeakReference<CircuitBreakerStateProvider> reference) in members)
        {
            if (reference.TryGetTarget(out CircuitBreakerStateProvider? breaker))
            {
                worst[operation] = Math.Max(worst.GetValueOrDefault(operation), Number(breaker.CircuitState));
            }
        }

        return [.. worst.Select(static pair => new Measurement<int>(
            pair.Value, new KeyValuePair<string, object?>(RoteTelemetry.OperationNameTag, pair.Key)))];
    }

    private static int Number(CircuitState state) => state switch
    {
        CircuitState.Closed => 0,
        CircuitState.HalfOpen => 1,
        _ => 2,
    };

    /// <summary>Made with the first breaker.</summary>
    private static class Observed
    {
        static Observed()
            => RoteTelemetry.Meter.CreateObservableGauge(
                "resilience.breaker.state", States, "{state}", "State of breakers: 0 closed, 1 half open, 2 open.");

        public static void Touch()
        {
        }
    }
}
