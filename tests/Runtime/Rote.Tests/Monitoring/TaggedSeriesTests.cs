using Rote.Monitoring;

namespace Rote.Tests.Monitoring;

public sealed class TaggedSeriesTests
{
    private static readonly KeyValuePair<string, object?> Operation = new("db.operation.name", "get");

    [Fact]
    public void Of_EachCombination_HasItsValues()
    {
        var series = new TaggedSeries(Operation, [new("a", "x", "y"), new("b", "1"), new("c", "p", "q")], new SeriesLimit(100));

        for (int a = -1; a < 2; a++)
        {
            for (int b = -1; b < 1; b++)
            {
                for (int c = -1; c < 2; c++)
                {
                    string[] expected =
                        ["get", a < 0 ? "_OTHER" : "xy"[a..(a + 1)], b < 0 ? "_OTHER" : "1", c < 0 ? "_OTHER" : "pq"[c..(c + 1)]];
                    Assert.Equal(expected, ValuesOf(series.Of(series.IndexOf(a, b, c), error: null)));
                    Assert.Equal([.. expected, "E"], ValuesOf(series.Of(series.IndexOf(a, b, c), "E")));
                }
            }
        }
    }

    [Fact]
    public void Of_SameAgain_IsTheSameArray()
    {
        var series = new TaggedSeries(Operation, [new("a", "x")], new SeriesLimit(100));

        Assert.Same(series.Of(1, error: null), series.Of(1, error: null));
        Assert.Same(series.Of(1, "E"), series.Of(1, "E"));
    }

    [Fact]
    public void Of_NoRoomInTheProcess_TellsTheOtherValue()
    {
        var limit = new SeriesLimit(1);
        var first = new TaggedSeries(Operation, [new("a", "x", "y")], limit);
        var second = new TaggedSeries(Operation, [new("a", "x", "y")], limit);

        Assert.Equal(["get", "x"], ValuesOf(first.Of(first.IndexOf(0, -1, -1), error: null)));
        Assert.Equal(["get", "_OTHER"], ValuesOf(first.Of(first.IndexOf(1, -1, -1), error: null)));
        Assert.Equal(["get", "_OTHER", "E"], ValuesOf(first.Of(first.IndexOf(0, -1, -1), "E")));
        Assert.Equal(["get", "x"], ValuesOf(second.Of(second.IndexOf(0, -1, -1), error: null)));
    }

    [Fact]
    public void Monitor_TooManyTags_SaysSo()
    {
        MonitorTag tag = new("a", "x");
        var policy = new MonitorPolicy { Operation = "get", Tags = [tag, tag, tag, tag] };

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => policy.Validated());
        Assert.Contains("Use 3 at most", error.Message, StringComparison.Ordinal);
    }

    private static string[] ValuesOf(KeyValuePair<string, object?>[] tags) => [.. tags.Select(tag => $"{tag.Value}")];
}
