using Rote.Analyzers.Rules;
using Rote.CodeFixes.Rules;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>ROTE2022: methods that share entries, and say differently how these are kept.</summary>
public sealed class ConflictingRegionTests
{
    [Theory]
    [InlineData(
        "[Cached(Region = \"r\", Seconds = 5)] int A(int id); "
            + "[{|ROTE2022:Cached(Region = \"r\", Seconds = 6)|}] int B(int id);")]
    [InlineData(
        "[Cached(Region = \"r\")] int A(int id); [Cached(Region = \"r\", MaxEntries = 5)] int B(int id); "
            + "[{|ROTE2022:Cached(Region = \"r\", MaxEntries = 6)|}] int C(int id);")]
    [InlineData(
        "[{|ROTE2022:Cached(Hours = 1)|}] Task<int[]> GetManyAsync(string user, int[] ids); "
            + "[Cached(NullSeconds = 1)] Task<int> GetAsync(string user, int id);")]
    [InlineData(
        "[Cached(SecondLevel = true)] Task<string?> GetAsync(int id); "
            + "[{|ROTE2022:Cached(SecondLevel = false)|}] Task<Dictionary<int, string>> GetManyAsync(int[] ids);")]
    public Task Analyze_OptionsDiffer_AreReportedWhereTheyHaveNoEffect(string members) => Test(Interface(members));

    [Theory]
    [InlineData("[Cached(Region = \"r\", Seconds = 60)] int A(int id); [Cached(Region = \"r\", Minutes = 1)] int B(int id);")]
    [InlineData("[Cached(Region = \"r\", Seconds = 60)] int A(int id); [Cached(Region = \"r\", Tags = [\"t\"])] int B(int id);")]
    [InlineData("[Cached(Region = \"r\", Seconds = 60)] int A(int id); [Cached(Region = \"q\", Seconds = 1)] int B(int id);")]
    [InlineData("[Cached(Region = \"r\", Seconds = 60)] int A(int id); [Cached(Region = \"r\", Seconds = 1)] int B(string id);")]
    [InlineData(
        "[Cached(Region = \"r\", Seconds = 60)] int A(int id); [Cached(Region = \"r\", Seconds = 1)] int B([Scope] int id);")]
    [InlineData("[Cached(Region = \"r\", Seconds = 60)] int A(int id); [Cached(Region = \"r\", Seconds = 1)] void B(int id);")]
    [InlineData("[Cached(Seconds = 60)] Task<int> GetAsync(int id); [Cached] Task<int[]> GetManyAsync(int[] ids);")]
    [InlineData("[Cached(Seconds = 60)] Task<int> GetAsync(int id); [Cached(Seconds = 1)] Task<int[]> ListAsync(int[] ids);")]
    public Task Analyze_OptionsAgreeOrEntriesAreNotShared_StaysSilent(string members) => Test(Interface(members));

    [Fact]
    public Task Analyze_Inherited_IsReportedOnceWhereTheyMeet() => Test("""
        public interface IOne
        {
            [Cached(Region = "r", Seconds = 1)] int A(int id);
            [{|ROTE2022:Cached(Region = "r", Seconds = 2)|}] int B(int id);
        }

        public interface ITwo : IOne { [Monitored] void Run(); }
        public interface {|ROTE2022:{|ROTE2022:IThree|}|} : IOne { [Cached(Region = "r", Seconds = 3)] int C(int id); }
        """);

    [Theory]
    [InlineData("[{|ROTE2022:Cached(Region = \"r\", Seconds = 6)|}]", "[Cached(Region = \"r\")]")]
    [InlineData("[{|ROTE2022:Cached(Seconds = 6, Region = \"r\", Hours = 1)|}]", "[Cached(Region = \"r\")]")]
    [InlineData(
        "[Monitored, {|ROTE2022:Cached(\n    Hours = 1, // for ever\n    Tags = [\"t\"],\n    "
            + "Seconds = 6,\n    Region = \"r\")|}]",
        "[Monitored, Cached(\n    Tags = [\"t\"],\n    Region = \"r\")]")]
    public Task Fix_RemovesTheOptionsAndNothingElse(string attribute, string corrected)
    {
        const string Decider = "[Cached(Region = \"r\", Seconds = 5)] int A(int id);\n";
        return Fix(Interface($"{Decider}{attribute} int B(int id);"), Interface($"{Decider}{corrected} int B(int id);"));
    }

    [Fact]
    public Task Fix_OfSeveral_RemovesTheBracketsOfEmptyLists() => Fix(
        Interface("[Cached(Seconds = 5)] Task<int> GetAsync(int id); "
            + "[{|ROTE2022:Cached(Seconds = 6)|}] Task<int[]> GetManyAsync(int[] ids); "
            + "[{|ROTE2022:Cached(NullSeconds = 6)|}] Task<List<int>> GetAllAsync(int[] ids);"),
        Interface("[Cached(Seconds = 5)] Task<int> GetAsync(int id); "
            + "[Cached] Task<int[]> GetManyAsync(int[] ids); "
            + "[Cached] Task<List<int>> GetAllAsync(int[] ids);"));

    [Fact]
    public Task Fix_OfAnInheritedMethod_IsNotOffered() => new AnalyzerTest(
        new ROTE2022ConflictingRegionAnalyzer(), new ROTE2022ConflictingRegionCodeFix())
    {
        Sources =
        [
            """
            public interface IOne { [Cached(Region = "r", Seconds = 1)] int A(int id); }
            public interface {|ROTE2022:ITwo|} : IOne { [Cached(Region = "r", Seconds = 3)] int C(int id); }
            """,
        ],
        OffersNoFix = true,
    }.RunAsync(TestContext.Current.CancellationToken);

    private static Task Fix(string source, string corrected) => new AnalyzerTest(
        new ROTE2022ConflictingRegionAnalyzer(), new ROTE2022ConflictingRegionCodeFix())
    {
        Sources = [source],
        FixedSources = [corrected],
    }.RunAsync(TestContext.Current.CancellationToken);

    private static string Interface(string members) => $"public interface I {{ {members} }}";

    private static Task Test(string source) => new AnalyzerTest(new ROTE2022ConflictingRegionAnalyzer())
    {
        Sources = [source],
    }.RunAsync(TestContext.Current.CancellationToken);
}
