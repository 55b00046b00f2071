using AgentMemory.Report;

namespace AgentMemory.Tests.Report;

public sealed class MissionTimeTests
{
    [Theory]
    [InlineData(0.0, "000:00:00")]
    [InlineData(201_320.0, "055:55:20")]
    [InlineData(59.9, "000:00:59")]
    [InlineData(3_600_000.0, "1000:00:00")]
    [InlineData(-90.0, "-000:01:30")]
    [InlineData(null, "")]
    public void Format_Seconds_AreHoursMinutesSeconds(double? seconds, string expected)
        => Assert.Equal(expected, MissionTime.Format(seconds));
}
