using Rote.Buffering;

namespace Rote.Tests.Buffering.Aggregation;

public sealed class BucketEdgesTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Of_Utc_CountsFromTheEpoch()
    {
        Assert.Equal(("2026-03-29T12:15", "2026-03-29T12:30"), Show(Edges(15), "2026-03-29T12:29:59Z"));
        Assert.Equal(("2026-03-29T12:30", "2026-03-29T12:45"), Show(Edges(15), "2026-03-29T12:30:00Z"));
        Assert.Equal(("1969-12-31T23:45", "1970-01-01T00:00"), Show(Edges(15), "1969-12-31T23:59:59Z"));
        Assert.Equal(("1969-12-31T00:00", "1970-01-01T00:00"), Show(Edges(24 * 60), "1969-12-31T12:00:00Z"));
    }

    [Fact]
    public void Of_Offset_ShiftsTheEdges()
    {
        var india = new BucketEdges(Policy(60) with { Offset = TimeSpan.FromMinutes(330) });

        Assert.Equal(("2026-01-01T11:30", "2026-01-01T12:30"), Show(india, "2026-01-01T12:00:00Z"));
        Assert.Equal(TimeSpan.FromMinutes(330), india.Show(india.Of(Ticks("2026-01-01T12:00:00Z")).Start).Offset);
    }

    [Fact]
    public void Of_DaysOfAZone_Have23And25HoursWhereClocksChange()
    {
        var days = new BucketEdges(Policy(24 * 60) with { TimeZone = Berlin });

        Assert.Equal(("2026-03-28T23:00", "2026-03-29T22:00"), Show(days, "2026-03-29T12:00:00Z"));
        Assert.Equal(("2026-10-24T22:00", "2026-10-25T23:00"), Show(days, "2026-10-25T12:00:00Z"));
        Assert.Equal(("2026-01-01T23:00", "2026-01-02T23:00"), Show(days, "2026-01-02T12:00:00Z"));
        Bucket spring = days.Of(Ticks("2026-03-29T12:00:00Z"));
        Assert.Equal(
            (TimeSpan.FromHours(1), TimeSpan.FromHours(2)), (days.Show(spring.Start).Offset, days.Show(spring.End).Offset));
    }

    /// <summary>Zones whose clocks change at midnight: skipped, shown twice, or a whole day left out.</summary>
    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04T03:00:00Z", 23)]
    [InlineData("America/Havana", "2026-11-01T12:00:00Z", 25)]
    [InlineData("America/Havana", "2026-03-08T12:00:00Z", 23)]
    [InlineData("Africa/Cairo", "2026-04-24T12:00:00Z", 23)]
    [InlineData("Asia/Kolkata", "2026-04-24T12:00:00Z", 24)]
    public void Of_DaysOfAZoneThatChangesAtMidnight_AreWhole(string zone, string instant, int hours)
    {
        var days = new BucketEdges(Policy(24 * 60) with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) });
        Bucket day = days.Of(Ticks(instant));

        Assert.Equal(hours, TimeSpan.FromTicks(day.End - day.Start).TotalHours);
    }

    /// <summary>No gap, no overlap, each instant in its bucket: over all zones with odd transitions, and odd lengths.</summary>
    [Theory]
    [InlineData("Europe/Berlin", 1)]
    [InlineData("America/Sao_Paulo", 1)]
    [InlineData("America/Havana", 1)]
    [InlineData("Africa/Cairo", 1)]
    [InlineData("Pacific/Apia", 1)]
    [InlineData("Pacific/Kwajalein", 1)]
    [InlineData("Asia/Tehran", 7)]
    [InlineData("Australia/Lord_Howe", 3)]
    public void Of_RandomInstants_TileTheTime(string zone, int days)
    {
        var edges = new BucketEdges(
            Policy(24 * 60 * days) with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) });
        var random = new Random(days);
        long first = Ticks("1960-01-01T00:00:00Z");
        long last = Ticks("2040-01-01T00:00:00Z");
        for (int i = 0; i < 3_000; i++)
        {
            long instant = random.NextInt64(first, last);
            Bucket bucket = edges.Of(instant);

            Assert.InRange(instant, bucket.Start, bucket.End - 1);
            Assert.Equal(bucket, edges.Of(bucket.Start));
            Assert.Equal(bucket, edges.Of(bucket.End - 1));
            Assert.Equal(bucket.End, edges.Of(bucket.End).Start);
            Assert.Equal(bucket.Start, edges.Of(bucket.Start - 1).End);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Of_TheEndsOfTime_AreInABucket(long instant)
    {
        instant = Math.Min(instant, DateTime.MaxValue.Ticks - 1);
        foreach (BucketEdges edges in new[] { Edges(15), new BucketEdges(Policy(24 * 60 * 7) with { TimeZone = Berlin }) })
        {
            Bucket bucket = edges.Of(instant);
            Assert.InRange(instant, bucket.Start, bucket.End - 1);
            Assert.Equal(bucket.Start, edges.Show(bucket.Start).UtcTicks);
            Assert.Equal(bucket.End, edges.Show(bucket.End).UtcTicks);
        }
    }

    private static BucketEdges Edges(int minutes) => new(Policy(minutes));

    private static AggregationPolicy Policy(int minutes)
        => new() { Operation = "edges", BucketLength = TimeSpan.FromMinutes(minutes) };

    private static long Ticks(string instant)
        => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).UtcTicks;

    private static (string Start, string End) Show(BucketEdges edges, string instant)
    {
        Bucket bucket = edges.Of(Ticks(instant));
        return (Show(bucket.Start), Show(bucket.End));
    }

    private static string Show(long ticks)
        => new DateTime(ticks).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
