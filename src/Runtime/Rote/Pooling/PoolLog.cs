using Microsoft.Extensions.Logging;

namespace Rote.Pooling;

/// <summary>What pools log; nothing where there is no logger. Never throws.</summary>
internal static class PoolLog
{
    private static readonly Action<ILogger, string, Exception?> OpeningFailedMessage = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(20, nameof(OpeningFailed)), "A connection of pool {Pool} could not be opened");

    private static readonly Action<ILogger, string, Exception?> ClosingFailedMessage = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(21, nameof(ClosingFailed)), "A connection of pool {Pool} could not be closed");

    private static readonly Action<ILogger, string, Exception?> CheckFailedMessage = LoggerMessage.Define<string>(
        LogLevel.Information, new EventId(22, nameof(CheckFailed)), "The health check of a connection of pool {Pool} threw");

    private static readonly Action<ILogger, string, double, string, Exception?> LeakMessage
        = LoggerMessage.Define<string, double, string>(
            LogLevel.Warning,
            new EventId(23, nameof(Leak)),
            "A connection of pool {Pool} is rented for {Seconds:F1} s, by {Renter}");

    public static void OpeningFailed(ILogger? logger, Exception error, string pool)
        => Write(logger, log => OpeningFailedMessage(log, pool, error));

    public static void ClosingFailed(ILogger? logger, Exception error, string pool)
        => Write(logger, log => ClosingFailedMessage(log, pool, error));

    public static void CheckFailed(ILogger? logger, Exception error, string pool)
        => Write(logger, log => CheckFailedMessage(log, pool, error));

    public static void Leak(ILogger? logger, string pool, double seconds, string renter)
        => Write(logger, log => LeakMessage(log, pool, seconds, renter, null));

    private static void Write(ILogger? logger, Action<ILogger> write)
    {
        if (logger is null)
        {
            return;
        }

        try
        {
            write(logger);
        }
        catch (Exception)
        {
            // The application's log fails, and there is nowhere to say so. It must not cost a connection, or stop a timer.
        }
    }
}
