using System.Text.RegularExpressions;
using Rote.Analyzers.Rules;
using Rote.CodeFixes.Rules;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>ROTE2001: what cannot be cached, why, and what to do about it.</summary>
public sealed partial class UncacheableMemberTests
{
    private static readonly CaseFile Cases = CaseFile.Read("ROTE2001.reports.txt");

    private const string Types = """
        public sealed record Memory(string Id, string Text);

        public sealed record Filter(string Kind, int Limit);

        public sealed record Query(string Text, List<string> Tags);

        public sealed class Options
        {
            public int Limit { get; set; }
        }

        public readonly struct Vector : IEquatable<Vector>
        {
            public bool Equals(Vector other) => true;

            public override bool Equals(object? obj) => obj is Vector;

            public override int GetHashCode() => 0;
        }
        """;

    public static TheoryData<string> Uncacheable => Cases.Keys("Uncacheable");

    public static TheoryData<string> Cacheable =>
    [
        "[Cached] int Size();",
        "[Cached] Memory? Get(string id);",
        "[Cached] Task<Memory?> GetAsync([Scope] string user, string id, CancellationToken ct = default);",
        "[Cached] ValueTask<Memory?> GetAsync(Guid id, DateOnly day, int? limit);",
        "[Cached] ValueTask<Memory?> GetAsync(Filter filter, (string, int) pair, Vector vector);",
        "[Cached] ValueTask<IReadOnlyList<Memory>> ListAsync(string kind);",
        "[Cached] ValueTask<IReadOnlyList<Memory>> GetManyAsync(string user, IReadOnlyList<string> ids, CancellationToken ct);",
        "[Cached] ValueTask<Memory[]> GetManyAsync(List<string> ids, [NotInKey] Options options);",
        "[Cached] ValueTask<int> CountAsync([NotInKey] Options options, [NotInKey] object state, string id);",
        "[Cached] ValueTask<ReadOnlyMemory<float>> EmbedAsync(string text);",
        "[Cached] ValueTask<Dictionary<string, Memory>> MapAsync(string text);",
        "[Cached(MaxWeight = 5, WeightFrom = \"Weigh\")] Memory? Get(string id); static long Weigh(Memory value) => 1;",
        "[Cached(LifetimeFrom = \"Live\")] Task<int[]> GetAsync(string[] ids); static TimeSpan? Live(int value) => null;",
        "[Cached(SecondLevel = true)] Task<int[]> GetAsync([Scope] Guid user, DayOfWeek? day, [NotInKey] Filter f, int[] ids);",
        "[Cached(WeightFrom = \"Weigh\", Store = CacheStore.MemoryCache)] int Get(int id); static long Weigh(int value) => 1;",
        "[Cached(SecondLevel = true, Buffered = true)] IAsyncEnumerable<Memory> ReadAllAsync(string user);",
        "[Cached(Buffered = true)] IAsyncEnumerable<Memory> ReadAsync(string user, CancellationToken ct = default);",
        "[Cached] Task<IReadOnlyDictionary<string, Memory>> GetManyAsync(string user, IReadOnlyList<string> ids);",
        "[Monitored] Task SaveAsync(Options options);",
        "[Invalidates] void Save(object options);",
        "Task<T> GetAsync<T>(Options options);",
    ];

    [Theory]
    [MemberData(nameof(Uncacheable))]
    public Task Analyze_UncacheableMember_SaysWhyAndWhatToDo(string key)
    {
        var (member, reason) = Cases.Pair(key);
        var name = NameOf().Match(member).Groups[1].Value is { Length: > 0 } method ? method : "get_Size";
        return new AnalyzerTest(new ROTE2001UncacheableMemberAnalyzer())
        {
            Support = [Types],
            Sources = [InInterface(member)],
            Messages = [$"'{name}' cannot be cached: {reason}"],
        }.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Cacheable))]
    public Task Analyze_CacheableMember_StaysSilent(string member) => new AnalyzerTest(new ROTE2001UncacheableMemberAnalyzer())
    {
        Support = [Types],
        Sources = [InInterface(member)],
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Analyze_ClassMember_StaysSilent() => new AnalyzerTest(new ROTE2001UncacheableMemberAnalyzer())
    {
        Sources = ["public class C { [Cached] public void Save(object o) { } }"],
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Analyze_MissingType_StaysSilentUntilItIsThere() => new AnalyzerTest(new ROTE2001UncacheableMemberAnalyzer())
    {
        Sources = [InInterface("[Cached] int Count(Missing m); [Cached] Missing Get(); [Cached] List<Missing> All();")],
        AllowsErrors = true,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Analyze_EveryMember_IsReportedOnItsOwn() => new AnalyzerTest(new ROTE2001UncacheableMemberAnalyzer())
    {
        Sources =
        [
            """
            public interface IStore<T>
            {
                [{|ROTE2001:Cached|}]
                Task SaveAsync(T item);

                [Cached]
                Task<T> GetAsync(string id);

                [Cached]
                Task<string> FindAsync(T {|ROTE2001:like|});
            }
            """,
        ],
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Analyze_SeverityFromConfiguration_IsUsed() => new AnalyzerTest(new ROTE2001UncacheableMemberAnalyzer())
    {
        Sources = ["public interface I { [[|Cached|]] void Save(); }"],
        EditorConfig = "[*.cs]\ndotnet_diagnostic.ROTE2001.severity = warning",
        Severity = Microsoft.CodeAnalysis.DiagnosticSeverity.Warning,
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Fix_UnkeyableParameters_AreLeftOutOfTheKey() => Fixes(
        """
        public interface IStore
        {
            [Cached]
            Task<int> CountAsync(
                string id,
                // what to count
                Options [|options|], object state);

            [Cached] Task<int> SumAsync(List<string> [|ids|], int limit);
        }
        """,
        """
        public interface IStore
        {
            [Cached]
            Task<int> CountAsync(
                string id,
                // what to count
                [NotInKey] Options options, [NotInKey] object state);

            [Cached] Task<int> SumAsync([NotInKey] List<string> ids, int limit);
        }
        """,
        ROTE2001UncacheableMemberCodeFix.LeaveOutKey);

    [Fact]
    public Task Fix_AttributeAlone_IsRemovedWithItsLine() => Fixes(
        """
        public interface IStore
        {
            /// <summary>Saves.</summary>
            [[|Cached(Seconds = 5)|]]
            Task SaveAsync(string id);

            [[|Cached|]] void Save(string id);

            [[|Cached|]] // never worked
            void Drop(string id);
        }
        """,
        """
        public interface IStore
        {
            /// <summary>Saves.</summary>
            Task SaveAsync(string id);

            void Save(string id);

            // never worked
            void Drop(string id);
        }
        """,
        ROTE2001UncacheableMemberCodeFix.RemoveKey);

    [Fact]
    public Task Fix_AttributeInCompany_LeavesTheOthers() => Fixes(
        """
        public interface IStore
        {
            [[|Cached|], Monitored]
            Task SaveAsync(string id);

            [Monitored, [|Cached(Hours = 1)|], Invalidates(All = true)]
            Task DropAsync(string id);

            [Monitored, [|Cached|]]
            Task ClearAsync(string id);
        }
        """,
        """
        public interface IStore
        {
            [Monitored]
            Task SaveAsync(string id);

            [Monitored, Invalidates(All = true)]
            Task DropAsync(string id);

            [Monitored]
            Task ClearAsync(string id);
        }
        """,
        ROTE2001UncacheableMemberCodeFix.RemoveKey);

    [Fact]
    public Task Fix_WithoutUsing_NamesTheAttributeInFull() => new AnalyzerTest(
        new ROTE2001UncacheableMemberAnalyzer(), new ROTE2001UncacheableMemberCodeFix())
    {
        Support = [Types],
        Sources = ["namespace N { public class NotInKeyAttribute; public interface I { [Cached] int Sum(Options [|o|]); } }"],
        FixedSources =
        [
            "namespace N { public class NotInKeyAttribute; public interface I { [Cached] int Sum([Rote.NotInKey] Options o); } }",
        ],
        FixTitle = "Leave 'o' out of the key with [NotInKey]",
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Fix_ScopeOrByRefParameter_OffersOnlyToRemove() => new AnalyzerTest(
        new ROTE2001UncacheableMemberAnalyzer(), new ROTE2001UncacheableMemberCodeFix())
    {
        Support = [Types],
        Sources = [InInterface("[Cached] int A([Scope] Options [|o|]); [Cached] int B(ref int [|i|]);")],
        FixedSources = [InInterface("int A([Scope] Options o); int B(ref int i);")],
        FixTitle = "Remove [Cached]",
    }.RunAsync(TestContext.Current.CancellationToken);

    private static Task Fixes(string source, string corrected, string key)
        => new AnalyzerTest(new ROTE2001UncacheableMemberAnalyzer(), new ROTE2001UncacheableMemberCodeFix())
        {
            Support = [Types],
            Sources = [source],
            FixedSources = [corrected],
            EquivalenceKey = key,
        }.RunAsync(TestContext.Current.CancellationToken);

    private static string InInterface(string member) => "public interface IStore\n{\n    " + member + "\n}";

    [GeneratedRegex(@"\s(\w+)(<T>)?\(")]
    private static partial Regex NameOf();
}
