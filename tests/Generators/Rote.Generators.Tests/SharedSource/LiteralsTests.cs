using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rote.Generators.Shared;

namespace Rote.Generators.Tests.SharedSource;

public sealed class LiteralsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("quote \" backslash \\ brace {x} apostrophe '")]
    [InlineData("line\nfeed\r\ttab\0null")]
    [InlineData("\u2028 separator \u00e9 letter \ud83d\ude00 pair")]
    public void Quote_AnyText_ReadsBackAsItWas(string text)
    {
        var expression = Assert.IsType<LiteralExpressionSyntax>(SyntaxFactory.ParseExpression(Literals.Quote(text)));

        Assert.Equal(text, expression.Token.ValueText);
        Assert.DoesNotContain('\n', Literals.Quote(text));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('\'')]
    [InlineData('"')]
    [InlineData('\\')]
    [InlineData('\n')]
    [InlineData('\ud83d')]
    public void Quote_AnyCharacter_ReadsBackAsItWas(char character)
    {
        var expression = Assert.IsType<LiteralExpressionSyntax>(SyntaxFactory.ParseExpression(Literals.Quote(character)));

        Assert.Equal(character, expression.Token.Value);
    }

    [Fact]
    public void InsideInterpolation_Braces_AreDoubled() => Assert.Equal("{{a}}\\\"", Literals.InsideInterpolation("{a}\""));

    [Fact]
    public void Number_InAnotherCulture_IsInvariant()
    {
        var culture = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.Equal("-1.5", Literals.Number(-1.5m));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }
}
