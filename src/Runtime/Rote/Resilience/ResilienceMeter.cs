using Rote.Monitoring;

namespace Rote.Resilience;

/// <summary>Counts what happens to the calls of one operation. Names of operations and events are the only tags.</summary>
internal sealed class ResilienceMeter(string operation)
{
    public static readonly KeyValuePair<string, object?> Retry = Event("retry");
    public static readonly KeyValuePair<string, object?> Hedge = Event("hedge");
    public static readonly KeyValuePair<string, object?> Timeout = Event("timeout");
    public static readonly KeyValuePair<string, object?> AttemptTimeout = Event("attempt_timeout");
    public static readonly KeyValuePair<string, object?> BreakerOpened = Event("breaker_opened");
    public static readonly KeyValuePair<string, object?> BreakerRejected = Event("breaker_rejected");
    public static readonly KeyValuePair<string, object?> ConcurrencyRejected = Event("concurrency_rejected");
    public static readonly KeyValuePair<string, object?> RateRejected = Event("rate_rejected");

    private readonly KeyValuePair<string, object?> _operation = new(RoteTelemetry.OperationNameTag, operation);

    public string Operation => operation;

    public void CountAttempt() => ResilienceInstruments.Attempts.AddQuietly(1, _operation);

    public void Count(KeyValuePair<string, object?> what) => ResilienceInstruments.Events.AddQuietly(1, _operation, what);

    /// <summary>The same for those who wait for it.</summary>
    public ValueTask CountAsync(KeyValuePair<string, object?> what)
    {
        Count(what);
        return ValueTask.CompletedTask;
    }

    private static KeyValuePair<string, object?> Event(string name) => new("resilience.event", name);
}
