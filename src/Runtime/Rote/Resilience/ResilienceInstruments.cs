using System.Diagnostics.Metrics;
using Polly.CircuitBreaker;
using Rote.Monitoring;

namespace Rote.Resilience;

/// <summary>The instruments of all pipelines. Of breakers of one operation, the worst state is shown.</summary>
/// <remarks>Thread-safe. Breakers are held weakly.</remarks>
internal static class ResilienceInstruments
{
    public static readonly Counter<long> Attempts = RoteTelemetry.Meter.CreateCounter<long>(
        "resilience.attempts", "{attempt}", "Calls of the inner store, retries and hedges among them.");

    public static readonly Counter<long> Events = RoteTelemetry.Meter.CreateCounter<long>(
        "resilience.events", "{event}", "What pipelines did: retries, hedges, timeouts, refusals.");

    private static readonly WeakMembers<Breaker> Breakers = new();

    /// <summary>Shows a breaker for as long as it lives.</summary>
    public static void Add(Breaker breaker)
    {
        Breakers.Add(breaker);
        Observed.Touch();
    }

    private static List<Measurement<int>> States()
    {
        var worst = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Breaker breaker in Breakers.Living())
        {
            worst[breaker.Operation] = Math.Max(worst.GetValueOrDefault(breaker.Operation), Number(breaker.State));
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
