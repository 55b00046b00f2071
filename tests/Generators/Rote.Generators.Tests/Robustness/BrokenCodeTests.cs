using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rote.Testing;

namespace Rote.Generators.Tests.Robustness;

/// <summary>Code is met half-written: nothing throws, and nothing is generated that adds an error.</summary>
public sealed class BrokenCodeTests
{
    private const string Header = "using System; using System.Collections.Generic; using System.Threading.Tasks; using Rote;\n";

    private const string Complete = """
        namespace Demo;
        public sealed record Memory(string Id);
        public interface IBase<T> { ValueTask<T?> FindAsync(string id); event Action<T>? Changed; }
        [Pooled, OpenedLazily]
        public interface IStore<T> : IBase<T>, IAsyncDisposable where T : class, new()
        {
            [Cached(Seconds = 5, Tags = ["user:{userId}"], Region = "r"), Monitored(Operation = "get")]
            ValueTask<Memory?> GetAsync([Scope] string userId, string id = "x", [NotInKey] int depth = 3);
            [Cached] Task<IReadOnlyList<Memory?>> GetManyAsync([Scope] string userId, IReadOnlyList<string> ids);
            [Batched(nameof(StoreManyAsync), MaxBatchSize = 3)] Task StoreAsync(string text);
            [WriteBehind(nameof(StoreManyAsync), ReadYourWrites = true)] Task PutAsync(string text, [Priority] int level);
            Task StoreManyAsync(List<string> texts);
            [Aggregated(nameof(FoldAsync), BucketSeconds = 9)]
            Task RecordAsync([Scope] int owner, string name, [Sample] float at);
            Task FoldAsync([Scope] int owner, List<Rote.Buffering.Aggregate<string>> aggregates);
            [Invalidates(nameof(GetAsync), Tags = ["user:{userId}"], All = false)] int Drop([Scope] string userId, out int count);
            T this[int index] { get; set; }
            TOther Convert<TOther>(in T from, params int[] rest) where TOther : struct;
        }
        """;

    [Fact]
    public void AnyPrefix_OfAnInterface_GeneratesNothingThatIsAnError()
    {
        var run = GeneratorRun.Of(new DecoratorGenerator(), [Header + Complete]);
        Assert.Empty(ErrorsOfGenerated(run));
        Assert.Single(run.Files);
        foreach (var end in TokenEnds(Complete))
        {
            run = run.Edit(0, Header + Complete[..end]);
            Assert.True(run.Result.Exception is null, $"{run.Result.Exception} after: {Complete[..end]}");
            Assert.Empty(ErrorsOfGenerated(run));
        }
    }

    [Fact]
    public void AnyTokenMissing_FromAnInterface_GeneratesNothingThatIsAnError()
    {
        var run = GeneratorRun.Of(new DecoratorGenerator(), [Header + Complete]);
        var ends = TokenEnds(Complete).ToList();
        foreach (var (start, end) in ends.Zip(ends.Skip(1)))
        {
            run = run.Edit(0, Header + Complete[..start] + " " + Complete[end..]);
            Assert.True(run.Result.Exception is null, $"{run.Result.Exception} without: {Complete[start..end]}");
            Assert.Empty(ErrorsOfGenerated(run));
        }
    }

    [Theory]
    [InlineData("interface IStore { [Cached] Task<Missing> GetAsync(int id); }")]
    [InlineData("interface IStore { [Cached] Task<int> GetAsync(Missing id); }")]
    [InlineData("interface IStore { [Monitored] void Touch(); List<Missing> Other { get; } }")]
    [InlineData("interface IStore : IMissing { [Monitored] void Touch(); }")]
    [InlineData("interface IStore : IBase { [Monitored] void Touch(); } interface IBase : IMissing { }")]
    [InlineData("interface IStore<T> where T : IMissing { [Monitored] void Touch(); }")]
    [InlineData("interface IStore { [Monitored] void Touch<T>() where T : IMissing; }")]
    [InlineData("interface IStore { [Monitored] void Touch(); void Touch(); }")]
    [InlineData("interface IStore { [Monitored] void Touch(); int Touch { get; } }")]
    [InlineData("interface IStore { [Monitored] void (); }")]
    [InlineData("interface IStore { [Monitored] void Touch(int); }")]
    [InlineData("interface IStore : IStore { [Monitored] void Touch(); }")]
    [InlineData("interface { [Monitored] void Touch(); }")]
    [InlineData("interface IStore { [Monitored] void Touch(); event Missing E; }")]
    [InlineData("interface IStore { [Monitored] unsafe void Touch(Missing* p); }")]
    public void Broken_Interface_HasNoDecorator(string source)
        => Assert.Empty(Generate(source).Files);

    [Theory]
    [InlineData("interface IStore { [Monitored] void Touch(); static abstract int Make(); }")]
    [InlineData("interface IStore : IMaker { [Monitored] void Touch(); } interface IMaker { static abstract int A { get; } }")]
    [InlineData("class Outer { private interface IStore { [Monitored] void Touch(); } }")]
    [InlineData("class Outer { protected interface IStore { [Monitored] void Touch(); } }")]
    [InlineData("file interface IStore { [Monitored] void Touch(); }")]
    [InlineData("interface IStore { [Monitored] void Touch(); protected void Hidden(); }")]
    [InlineData("interface IStore { [Monitored] void Touch(); void Many(__arglist); }")]
    [InlineData("class Outer<T> { public interface IStore<T> { [Monitored] void Touch(); } }")]
    [InlineData("class Store { [Monitored] public void Touch() { } }")]
    [InlineData("interface IStore<T> : IEquatable<T>, IEquatable<int> { [Monitored] void Touch(); }")]
    [InlineData("interface IStore { void Touch(); }")]
    public void Interface_ThatNoClassCanStandFor_HasNoDecorator(string source)
        => Assert.Empty(Generate(source).Files);

    [Theory]
    [InlineData("interface IStore { [Cached(Seconds = \"many\", Tags = null)] int Get(int id); }")]
    [InlineData("interface IStore { [Cached(Seconds = Missing.X, Tags = [1, \"a\"])] int Get(int id); }")]
    [InlineData("interface IStore { [Batched] System.Threading.Tasks.Task<int> GetAsync(int id); }")]
    [InlineData("interface IStore { [Batched(null)] System.Threading.Tasks.Task<int> GetAsync(int id); }")]
    [InlineData("interface IStore { [Invalidates(null, Tags = [null, \"{\", \"}\", \"{}\", \"{{id}}\"])] int Get(int id); }")]
    [InlineData("interface IStore { [Monitored(Operation = 3)] int Get(int id); }")]
    [InlineData("interface IStore { [Cached, Cached] int Get(int id); }")]
    [InlineData("interface IStore { [Cached(Region = \"a\\\"b\\n{c}\")] int Get(int id); }")]
    [InlineData("interface IStore { [Cached(Tags = [\"\", \"{id}\", \"a{id}b{id}\"])] int Get(int id); }")]
    [InlineData("interface IStore { [Cached(Days = int.MaxValue, Hours = -5)] int Get(int id); }")]
    public void HalfWritten_Attribute_DoesNoHarm(string source)
        => Assert.Empty(ErrorsOfGenerated(Generate(source)));

    [Fact]
    public void AnyPrefixOrTokenMissing_FromAFannedOutInterface_GeneratesNothingThatIsAnError()
    {
        const string Source = """
            namespace Demo;
            public sealed record Hit(string Id, double? Score) { public int Rank() => 1; }
            public interface IBase<T> { [FanOut(FanOutMode.First)] event Action<T>? Changed; }
            public interface IStore<T> : IBase<T>, IAsyncDisposable where T : class, IComparable<T>
            {
                static T KeyOf(Hit hit) => null!;
                [FanOut(Score = nameof(Hit.Score), Key = nameof(KeyOf), Limit = nameof(top), LowestFirst = true, MaxItems = 9)]
                Task<IReadOnlyList<Hit>> FindAsync(string query, int top = 10, System.Threading.CancellationToken ct = default);
                [FanOut(Score = nameof(Hit.Rank), Key = "Id")]
                ValueTask<Rote.FanningOut.FanOutResult<Hit>> ReadAsync<TOther>(TOther by, int limit) where TOther : struct;
                [FanOut(FanOutMode.All), Monitored] Task DropAsync([Scope] string userId, params int[] ids);
                [FanOut(FanOutMode.First)] T this[int index] { get; set; }
                int Twice() => 2;
            }
            """;
        var run = GeneratorRun.Of(new FanOutGenerator(), [Header + Source]);
        Assert.Equal(2, run.Files.Count);
        var ends = TokenEnds(Source).ToList();
        foreach (var edited in ends.Select(end => Source[..end])
            .Concat(ends.Zip(ends.Skip(1), (start, end) => Source[..start] + " " + Source[end..])))
        {
            run = run.Edit(0, Header + edited);
            Assert.True(run.Result.Exception is null, $"{run.Result.Exception} in: {edited}");
            Assert.Empty(ErrorsOfGenerated(run));
        }
    }

    private static GeneratorRun Generate(string source)
    {
        var run = GeneratorRun.Of(new DecoratorGenerator(), [Header + source]);
        Assert.Null(run.Result.Exception);
        return run;
    }

    private static IEnumerable<int> TokenEnds(string source)
        => CSharpSyntaxTree.ParseText(source).GetRoot(TestContext.Current.CancellationToken)
            .DescendantTokens()
            .Select(token => token.Span.End)
            .Where(end => end > 0);

    private static IEnumerable<Diagnostic> ErrorsOfGenerated(GeneratorRun run)
        => from source in run.Result.GeneratedSources.IsDefault ? [] : run.Result.GeneratedSources
           let tree = run.Output.SyntaxTrees.Single(tree => tree.FilePath.EndsWith(source.HintName, StringComparison.Ordinal))
           from diagnostic in run.Output.GetSemanticModel(tree).GetDiagnostics()
           where diagnostic.Severity >= DiagnosticSeverity.Warning
           select diagnostic;
}
