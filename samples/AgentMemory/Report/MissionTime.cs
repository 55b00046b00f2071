using System.Globalization;

namespace AgentMemory.Report;

/// <summary>Time since the start of the recording, as mission control writes it: hours:minutes:seconds.</summary>
internal static class MissionTime
{
    private const int SecondsPerMinute = 60;
    private const int SecondsPerHour = 3600;

    /// <summary><c>055:55:20</c>; empty where the time is not known.</summary>
    public static string Format(double? elapsedSeconds)
    {
        if (elapsedSeconds is not { } seconds)
        {
            return "";
        }

        var whole = (long)Math.Floor(Math.Abs(seconds));
        var sign = seconds < 0 ? "-" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sign}{whole / SecondsPerHour:000}:{whole % SecondsPerHour / SecondsPerMinute:00}:{whole % SecondsPerMinute:00}");
    }
}
