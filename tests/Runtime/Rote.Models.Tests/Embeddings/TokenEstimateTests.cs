namespace Rote.Models.Tests.Embeddings;

public sealed class TokenEstimateTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("   ", 1)]
    [InlineData("word", 1)]
    [InlineData("longer", 2)]
    [InlineData("two words", 3)]
    [InlineData("1234567", 3)]
    [InlineData("a, b.", 4)]
    [InlineData("привет", 6)]
    [InlineData("日本語", 5)]
    [InlineData("🙂", 2)]
    public void Of_Text_CountsRunsAndBytes(string text, int tokens) => Assert.Equal(tokens, TokenEstimate.Of(text));

    [Fact]
    public void Of_LoneSurrogate_CountsAsTheReplacementThatIsSent() => Assert.Equal(2, TokenEstimate.Of("\uD800"));
}
