using Microsoft.Extensions.Logging;

namespace Rote.Monitoring;

/// <summary>What the runtime logs. Arguments and results are never part of it.</summary>
internal static partial class RoteLog
{
    [LoggerMessage(
        EventId = 1,
        EventName = "SlowOperation",
        Level = LogLevel.Warning,
        Message = "{Operation} took {ElapsedMilliseconds:F1} ms, more than {ThresholdMilliseconds:F0} ms")]
    public static partial void SlowOperation(
        ILogger logger, string operation, double elapsedMilliseconds, double thresholdMilliseconds);
}
