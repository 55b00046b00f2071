using Rote.Testing;

namespace FeatureSamples.Tests;

/// <summary>Each sample as a user runs it: the command of its page prints what the page shows.</summary>
public sealed class CommandTests
{
    private static readonly string[] Samples =
    [
        "Aggregation", "BackgroundWork", "Bulk", "FanOut", "LazyStore", "ModelClients", "Paging", "Pooling", "Resilience",
        "Telemetry", "WriteBehind",
    ];

    public static TheoryData<string> SampleNames => [.. Samples];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(SampleNames))]
    public async Task Command_OfEachSample_EndsWellAndPrintsWhatItsPageShows(string sample)
    {
        var result = await DotNetCommand.RunAsync(Repository.Root, ["exec", ProgramOf(sample)], Token);

        Assert.Equal("", result.Errors);
        Assert.Equal(Shown(sample), result.Output.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Page_OfEachSample_NamesItsCommand(string sample)
    {
        var command = Assert.Single(Blocks(sample), block => block.Language == "sh");

        Assert.Equal($"dotnet run -c Release --project samples/{sample}", command.Text);
    }

    [Fact]
    public void Samples_ButTheMainJob_AreAllRunHere()
        => Assert.Equal(
            Samples,
            from path in Repository.Files("samples", "*.csproj")
            let name = Path.GetFileNameWithoutExtension(path)
            where name != "AgentMemory"
            select name);

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Guide_OfEachSample_LeadsToIt(string sample)
        => Assert.Contains(
            Repository.Files("docs", "*.md"),
            path => File.ReadAllText(path).Contains($"](../samples/{sample}/README.md)", StringComparison.Ordinal));

    /// <summary>The program that was built before this test. dotnet run starts the same, after a look for changes.</summary>
    private static string ProgramOf(string sample)
    {
        var output = Path.GetRelativePath(Repository.PathOf("tests/Samples/FeatureSamples.Tests"), AppContext.BaseDirectory);
        return Path.Combine(Repository.PathOf($"samples/{sample}"), output, $"{sample}.dll");
    }

    private static string Shown(string sample) => Assert.Single(Blocks(sample), block => block.Marker == "output").Text;

    private static IEnumerable<MarkdownBlock> Blocks(string sample)
    {
        var page = $"samples/{sample}/README.md";
        return MarkdownBlock.Read(page, File.ReadAllText(Repository.PathOf(page)));
    }
}
