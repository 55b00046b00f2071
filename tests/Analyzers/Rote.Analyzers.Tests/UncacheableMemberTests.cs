using Rote.Analyzers.Rules;
using Rote.CodeFixes.Rules;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>ROTE2001: what cannot be cached, why, and what to do about it.</summary>
public sealed class UncacheableMemberTests
{
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

    public static TheoryData<string, string> Uncacheable => new()
    {
        { "[{|ROTE2001:Cached|}] void Save(string id);", "it has no result to keep; remove [Cached], or return the value to keep" },
        { "[{|ROTE2001:Cached|}] Task SaveAsync(string id);", "it has no result to keep; remove [Cached], or return the value to keep" },
        { "[{|ROTE2001:Cached(Seconds = 5)|}] ValueTask SaveAsync(string id);", "it has no result to keep; remove [Cached], or return the value to keep" },
        { "[{|ROTE2001:Cached|}] IAsyncEnumerable<Memory> Search(string q);", "its result 'IAsyncEnumerable<Memory>' is read once; return a list, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] Task<IAsyncEnumerable<Memory>> SearchAsync(string q);", "its result 'IAsyncEnumerable<Memory>' is read once; return a list, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] IEnumerable<Memory> Search(string q);", "its result 'IEnumerable<Memory>' runs again whenever it is read; return a list, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] Task<IEnumerable<Memory>> SearchAsync(string q);", "its result 'IEnumerable<Memory>' runs again whenever it is read; return a list, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] System.Linq.IQueryable<Memory> Query();", "its result 'IQueryable<Memory>' runs again whenever it is read; return a list, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] IEnumerator<Memory> Walk();", "its result 'IEnumerator<Memory>' runs again whenever it is read; return a list, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] Task<Stream> OpenAsync(string id);", "its first reader would dispose of the 'Stream' for all others; return the data in it, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] IDisposable Lease(string id);", "its first reader would dispose of the 'IDisposable' for all others; return the data in it, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] ValueTask<IAsyncDisposable> LeaseAsync(string id);", "its first reader would dispose of the 'IAsyncDisposable' for all others; return the data in it, or remove [Cached]" },
        { "[Cached] int Read(string id, out string {|ROTE2001:text|});", "its parameter 'text' is passed by reference; pass and return values, or remove [Cached]" },
        { "[Cached] int Read(ref int {|ROTE2001:id|});", "its parameter 'id' is passed by reference; pass and return values, or remove [Cached]" },
        { "[Cached] int Read(in int {|ROTE2001:id|});", "its parameter 'id' is passed by reference; pass and return values, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] ref int Read(string id);", "its result 'int' is a reference that no cache can keep; return a copy, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] ref readonly int Read(string id);", "its result 'int' is a reference that no cache can keep; return a copy, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] Span<byte> Read(string id);", "its result 'Span<byte>' is a reference that no cache can keep; return a copy, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] unsafe int* Read(string id);", "its result 'int*' is a reference that no cache can keep; return a copy, or remove [Cached]" },
        { "[Cached] int Read(ReadOnlySpan<char> {|ROTE2001:id|});", "its parameter 'id' of type 'ReadOnlySpan<char>' lives on the stack; take an array or a string, or remove [Cached]" },
        { "[Cached] unsafe int Read(int* {|ROTE2001:id|});", "its parameter 'id' of type 'int*' lives on the stack; take an array or a string, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] Task<T> GetAsync<T>(string id);", "it is generic, and one region cannot hold values of many types; give the interface the type parameter, or remove [Cached]" },
        { "[{|ROTE2001:Cached|}] static abstract int Read(string id);", "it is not an instance method; remove [Cached]" },
        { "int Size { [{|ROTE2001:Cached|}] get; }", "it is not an instance method; remove [Cached]" },
        { "[Cached] Task<int> CountAsync(Options {|ROTE2001:options|});", Unkeyable("options", "Options") },
        { "[Cached] Task<int> CountAsync(string id, object {|ROTE2001:state|});", Unkeyable("state", "object") },
        { "[Cached] Task<int> CountAsync(Func<Memory, bool> {|ROTE2001:filter|});", Unkeyable("filter", "Func<Memory, bool>") },
        { "[Cached] Task<int> CountAsync(Query {|ROTE2001:query|});", Unkeyable("query", "Query") },
        { "[Cached] Task<int> CountAsync(byte[] {|ROTE2001:hash|});", Unkeyable("hash", "byte[]") },
        { "[Cached] Task<int> CountAsync(ReadOnlyMemory<float> {|ROTE2001:vector|});", Unkeyable("vector", "ReadOnlyMemory<float>") },
        { "[Cached] Task<int> CountAsync(IReadOnlyDictionary<string, string> {|ROTE2001:tags|});", Unkeyable("tags", "IReadOnlyDictionary<string, string>") },
        { "[Cached] Task<int> CountAsync(dynamic {|ROTE2001:state|});", Unkeyable("state", "dynamic") },
        { "[Cached] Task<int> CountAsync(IReadOnlyList<string> {|ROTE2001:ids|});", List("ids") },
        { "[Cached] Task<IReadOnlyList<Memory>> GetAsync(string[] {|ROTE2001:ids|}, string user);", List("ids") },
        { "[Cached] Task<IReadOnlyList<Memory>> GetAsync([Scope] string[] {|ROTE2001:ids|});", List("ids") },
        { "[Cached] IReadOnlyList<Memory> Get(string[] {|ROTE2001:ids|});", List("ids") },
    };

    public static TheoryData<string> Cacheable =>
    [
        "[Cached] int Size();",
        "[Cached] Memory? Get(string id);",
        "[Cached] Task<Memory?> GetAsync([Scope] string user, string id, CancellationToken ct = default);",
        "[Cached] ValueTask<Memory?> GetAsync(Guid id, DateOnly day, int? limit, Filter filter, (string, int) pair, Vector vector);",
        "[Cached] ValueTask<IReadOnlyList<Memory>> ListAsync(string kind);",
        "[Cached] ValueTask<IReadOnlyList<Memory>> GetManyAsync(string user, IReadOnlyList<string> ids, CancellationToken ct = default);",
        "[Cached] ValueTask<Memory[]> GetManyAsync(List<string> ids, [NotInKey] Options options);",
        "[Cached] ValueTask<int> CountAsync([NotInKey] Options options, [NotInKey] object state, string id);",
        "[Cached] ValueTask<ReadOnlyMemory<float>> EmbedAsync(string text);",
        "[Cached] ValueTask<Dictionary<string, Memory>> MapAsync(string text);",
        "[Monitored] Task SaveAsync(Options options);",
        "[Invalidates] void Save(object options);",
        "Task<T> GetAsync<T>(Options options);",
    ];

    [Theory]
    [MemberData(nameof(Uncacheable))]
    public Task Analyze_UncacheableMember_SaysWhyAndWhatToDo(string member, string reason)
    {
        var name = AnalyzerMarkup.Parse(member, RuleIds.UncacheableMember).Text.Split('(', '<')[0].Split(' ')[^1];
        name = member.Contains("Size {", StringComparison.Ordinal) ? "get_Size" : NameOf(member, name);
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
        Sources = ["public interface I { [Cached] Task<int> CountAsync(Missing m); [Cached] Missing Get(); [Cached] Task<List<Missing>> All(); }"],
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
        Sources = ["namespace N { public class NotInKeyAttribute; public interface I { [Cached] int Count(Options [|o|]); } }"],
        FixedSources = ["namespace N { public class NotInKeyAttribute; public interface I { [Cached] int Count([Rote.NotInKey] Options o); } }"],
        FixTitle = "Leave 'o' out of the key with [NotInKey]",
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Fix_ScopeOrByRefParameter_OffersOnlyToRemove() => new AnalyzerTest(
        new ROTE2001UncacheableMemberAnalyzer(), new ROTE2001UncacheableMemberCodeFix())
    {
        Support = [Types],
        Sources = ["public interface I { [Cached] int A([Scope] Options [|o|]); [Cached] int B(ref int [|i|]); [Cached] int C(Span<int> [|s|]); }"],
        FixedSources = ["public interface I { int A([Scope] Options o); int B(ref int i); int C(Span<int> s); }"],
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

    private static string NameOf(string member, string fallback)
        => System.Text.RegularExpressions.Regex.Match(member, @"\s(\w+)(<T>)?\(").Groups[1].Value is { Length: > 0 } name ? name : fallback;

    private static string InInterface(string member) => "public interface IStore\n{\n    " + member + "\n}";

    private static string Unkeyable(string name, string type)
        => $"its parameter '{name}' of type '{type}' is not compared by value; take a string, a number or an immutable record of such, "
            + "or add [NotInKey] where the result does not depend on it";

    private static string List(string name)
        => $"its parameter '{name}' is a list, which is a key only item by item: make it the last keyed parameter and return a list "
            + "aligned with it, or add [NotInKey] where the result does not depend on it";
}
