using Rote.Analyzers.Rules;
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

    private static string Interface(string members) => $"public interface I {{ {members} }}";

    private static Task Test(string source) => new AnalyzerTest(new ROTE2022ConflictingRegionAnalyzer())
    {
        Sources = [source],
    }.RunAsync(TestContext.Current.CancellationToken);
}
