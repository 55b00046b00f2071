namespace AgentMemory.Tests;

public sealed class PrintableTests
{
    [Fact]
    public void Clean_TextWithoutControls_IsTheSameInstance()
    {
        const string Text = "Houston, we've had a problem. Ünïcode: 你好";
        Assert.Same(Text, Printable.Clean(Text));
    }

    [Theory]
    [InlineData("a\u001b[31mb", "a [31mb")]
    [InlineData("a\r\nb", "a  b")]
    [InlineData("a\u009bb", "a b")]
    [InlineData("a\u007fb", "a b")]
    public void Clean_ControlCharacters_BecomeSpaces(string text, string expected)
        => Assert.Equal(expected, Printable.Clean(text));
}
