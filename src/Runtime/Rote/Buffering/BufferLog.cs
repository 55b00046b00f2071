using Microsoft.Extensions.Logging;

namespace Rote.Buffering;

/// <summary>What buffers log. Items and arguments are never part of it.</summary>
internal static partial class BufferLog
{
    [LoggerMessage(
        EventId = 20,
        EventName = "DeadLettersRefused",
        Level = LogLevel.Error,
        Message = "{Operation}: the dead-letter callback did not take {Count} writes; they are handed back")]
    public static partial void DeadLettersRefused(ILogger logger, string operation, int count, Exception error);
}
