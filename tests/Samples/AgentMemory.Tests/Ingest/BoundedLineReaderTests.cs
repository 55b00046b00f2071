using AgentMemory.Ingest;

namespace AgentMemory.Tests.Ingest;

public sealed class BoundedLineReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("a\nb", "a|b")]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData("a\rb\r", "a|b")]
    [InlineData("a\r\n\r\nb", "a||b")]
    [InlineData("\n\n", "|")]
    public async Task ReadLineAsync_EveryLineBreak_SplitsAsTheFrameworkDoes(string text, string expected)
    {
        var (lines, _) = await ReadAsync(text, maxLength: 100);
        Assert.Equal(expected, string.Join('|', lines));
    }

    [Fact]
    public async Task ReadLineAsync_LineBreakAcrossBuffers_IsOne()
    {
        // The carriage return is the last character of the first buffer of 16 Ki.
        var first = new string('a', (16 * 1024) - 1);
        var (lines, _) = await ReadAsync(first + "\r\nb", maxLength: 100_000);
        Assert.Equal([first, "b"], lines);
    }

    [Fact]
    public async Task ReadLineAsync_LineOverTheLimit_IsCutAndMarked()
    {
        var (lines, tooLong) = await ReadAsync(new string('x', 50_000) + "\nshort\n" + new string('y', 10), maxLength: 10);
        Assert.Equal([new string('x', 10), "short", new string('y', 10)], lines);
        Assert.Equal([true, false, false], tooLong);
    }

    private static async Task<(List<string> Lines, List<bool> TooLong)> ReadAsync(string text, int maxLength)
    {
        using var source = new StringReader(text);
        var reader = new BoundedLineReader(source, maxLength);
        var lines = new List<string>();
        var tooLong = new List<bool>();
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            tooLong.Add(reader.IsTooLong);
            Assert.Equal(lines.Count, reader.LineNumber);
        }

        return (lines, tooLong);
    }
}
