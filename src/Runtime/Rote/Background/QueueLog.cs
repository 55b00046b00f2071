using Microsoft.Extensions.Logging;

namespace Rote.Background;

/// <summary>What queues log. Items are never part of it.</summary>
internal static partial class QueueLog
{
    [LoggerMessage(
        EventId = 40,
        EventName = "BackgroundItemFailed",
        Level = LogLevel.Error,
        Message = "An item of background queue {Queue} failed; its worker goes on")]
    public static partial void Failed(ILogger logger, Exception error, string queue);

    [LoggerMessage(
        EventId = 41,
        EventName = "BackgroundItemsReturned",
        Level = LogLevel.Warning,
        Message = "Background queue {Queue} was stopped with {NotStarted} items not started and {Interrupted} interrupted")]
    public static partial void Returned(ILogger logger, string queue, int notStarted, int interrupted);

    [LoggerMessage(
        EventId = 42,
        EventName = "BackgroundCallbackFailed",
        Level = LogLevel.Error,
        Message = "Callback {Callback} of background queue {Queue} failed")]
    public static partial void CallbackFailed(ILogger logger, Exception error, string callback, string queue);
}
