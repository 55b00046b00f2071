using Microsoft.Extensions.Logging;

namespace Rote.Buffering;

/// <summary>What aggregators log. Series and values are never part of it.</summary>
internal static partial class AggregationLog
{
    [LoggerMessage(
        EventId = 30,
        EventName = "AggregatesNotDelivered",
        Level = LogLevel.Warning,
        Message = "{Count} aggregates of {Operation} were not delivered at attempt {Attempt}; they are kept and tried again")]
    public static partial void NotDelivered(ILogger logger, Exception error, string operation, int count, int attempt);

    [LoggerMessage(
        EventId = 31,
        EventName = "AggregatesLost",
        Level = LogLevel.Error,
        Message = "{Count} aggregates of {Operation}, of {Samples} samples, were given up")]
    public static partial void Lost(ILogger logger, Exception? error, string operation, int count, long samples);

    [LoggerMessage(
        EventId = 32,
        EventName = "AggregatesCallbackFailed",
        Level = LogLevel.Error,
        Message = "The callback for lost aggregates of {Operation} failed")]
    public static partial void CallbackFailed(ILogger logger, Exception error, string operation);
}
