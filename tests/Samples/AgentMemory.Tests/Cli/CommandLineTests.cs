using AgentMemory.Cli;
using AgentMemory.Runs;

namespace AgentMemory.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public void Parse_NoArguments_MeansAllRunsOnTheDefaultInput()
    {
        var parsed = CommandLine.Parse([]);

        Assert.Null(parsed.Input);
        Assert.Empty(parsed.Questions);
        Assert.Null(parsed.Only);
        Assert.False(parsed.Json);
        Assert.False(parsed.Help);
    }

    [Fact]
    public void Parse_EveryOption_IsRead()
    {
        var parsed = CommandLine.Parse(["--input", "a b", "--ask", "one", "--ask=two=2", "--only", "plain", "--json"]);

        Assert.Equal("a b", parsed.Input);
        Assert.Equal(["one", "two=2"], parsed.Questions);
        Assert.Equal(RunKind.Plain, parsed.Only);
        Assert.True(parsed.Json);
    }

    [Theory]
    [InlineData("sequential", "Sequential")]
    [InlineData("plain", "Plain")]
    [InlineData("decorated", "Decorated")]
    public void Parse_Only_KnowsEveryRun(string name, string expected)
        => Assert.Equal(expected, CommandLine.Parse(["--only", name]).Only.ToString());

    [Theory]
    [InlineData("--bogus")]
    [InlineData("input.jsonl")]
    [InlineData("")]
    [InlineData("--input")]
    [InlineData("--input=")]
    [InlineData("--input", "--json")]
    [InlineData("--ask", " ")]
    [InlineData("--only", "Plain")]
    [InlineData("--only", "1")]
    [InlineData("--json=yes")]
    public void Parse_WhatDoesNotExist_IsRefusedInOneLine(params string[] arguments)
    {
        var exception = Assert.Throws<UsageException>(() => CommandLine.Parse(arguments));

        Assert.DoesNotContain('\n', exception.Message);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Parse_Help_IsKnown(string option) => Assert.True(CommandLine.Parse([option]).Help);
}
