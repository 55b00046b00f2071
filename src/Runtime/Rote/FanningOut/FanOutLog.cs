using Microsoft.Extensions.Logging;

namespace Rote.FanningOut;

/// <summary>What fan-outs log; nothing where there is no logger. Arguments, results and messages are never part of it.</summary>
internal static partial class FanOutLog
{
    public static void StoreFailed(ILogger? logger, FanOutOutcome outcome, string name)
    {
        if (logger is null)
        {
            return;
        }

        try
        {
            StoreFailed(logger, outcome.Store, name, outcome.Status, outcome.Error?.GetType().FullName);
        }
        catch (Exception)
        {
            // The application's log fails, and there is nowhere to say so. It must not cost a search.
        }
    }

    [LoggerMessage(
        EventId = 60,
        EventName = "StoreFailed",
        Level = LogLevel.Warning,
        Message = "Store {Store} of {FanOut} did not answer: {Status}, {Error}")]
    private static partial void StoreFailed(
        ILogger logger, int store, string fanOut, FanOutStatus status, string? error);
}
