using Microsoft.Extensions.Logging;

namespace Rote.Caching;

/// <summary>What second levels log. Keys, tags and values are never part of it.</summary>
internal static partial class LevelLog
{
    [LoggerMessage(
        EventId = 10,
        EventName = "SecondLevelFailed",
        Level = LogLevel.Warning,
        Message = "Second level {Level} of {Service} failed to {Operation}; the caches go on without it. "
            + "{Suppressed} failures before this one were not logged")]
    public static partial void Failed(
        ILogger logger, Exception error, string level, string service, string operation, long suppressed);

    [LoggerMessage(
        EventId = 11,
        EventName = "SecondLevelOverflow",
        Level = LogLevel.Warning,
        Message = "Second level {Level} of {Service} has not confirmed {Count} removals. "
            + "It is not read until the generations of all regions are removed")]
    public static partial void Overflowed(ILogger logger, string level, string service, int count);

    [LoggerMessage(
        EventId = 12,
        EventName = "SecondLevelUndelivered",
        Level = LogLevel.Warning,
        Message = "Second level {Level} of {Service} has not confirmed {Count} removals in time. "
            + "Other processes may read these entries until they expire")]
    public static partial void Undelivered(ILogger logger, string level, string service, int count);
}
