using Rote.Analyzers.Rules;
using Rote.CodeFixes.Rules;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>The hoist of ROTE1001: what it writes, that it does the same with fewer calls, and where it is not offered.</summary>
public sealed class PerElementCallFixTests
{
    private static readonly CaseFile Cases = CaseFile.Read("ROTE1001.fixes.txt");

    public static TheoryData<string> SafeLoops => Cases.Keys("Reads", "Writes");

    public static TheoryData<string> UnsafeLoops => Cases.Keys("Unsafe");

    [Theory]
    [MemberData(nameof(SafeLoops))]
    public Task Fix_SafeLoop_DoesTheSameWithFewerCalls(string key)
    {
        var (before, after) = Cases.Pair(key);
        return RunAsync(before, after);
    }

    [Theory]
    [MemberData(nameof(UnsafeLoops))]
    public Task Fix_UnsafeLoop_IsNotOffered(string key) => RunUnsafeAsync(Cases.Single(key));

    [Theory]
    [InlineData("", "using System.Linq;\n\n")]
    [InlineData("using System.IO;\nusing System.Text;\n\n", "using System.IO;\nusing System.Linq;\nusing System.Text;\n\n")]
    [InlineData("// mine\nusing System.IO;\n", "// mine\nusing System.IO;\nusing System.Linq;\n")]
    public Task Fix_ProjectionWithoutLinq_ImportsIt(string before, string after)
    {
        const string Start = "public class C(IRecallStore store)\n{ public async Task M(List<Memory> all) ";
        return new AnalyzerTest(new ROTE1001PerElementCallAnalyzer(), new ROTE1001PerElementCallCodeFix())
        {
            Support = [StoreCode.Store],
            Sources =
            [
                before + Start + "{ foreach (var m in all) { m.IsStored = (await [|store.EmbedAsync(m.Id)|]).IsEmpty; } } }",
            ],
            FixedSources =
            [
                after + Start + "{ var loaded = await store.EmbedManyAsync(all.Select(m => m.Id).ToList());\n"
                    + "for (var i = 0; i < all.Count; i++) { var m = all[i]; m.IsStored = loaded[i].IsEmpty; } } }",
            ],
            FixTitle = "Call 'EmbedManyAsync' once before the loop (if it fails, no element is processed)",
        }.RunAsync(TestContext.Current.CancellationToken);
    }

    private static Task RunAsync(string statements, string corrected) => new AnalyzerTest(
        new ROTE1001PerElementCallAnalyzer(), new ROTE1001PerElementCallCodeFix())
    {
        Support = [StoreCode.Store, CountingStoreCode.Text],
        Sources = [Around(statements)],
        FixedSources = [Around(corrected)],
        Execute = true,
    }.RunAsync(TestContext.Current.CancellationToken);

    private static Task RunUnsafeAsync(string statements)
    {
        const string Mutables = """
            public sealed class Mutable
            {
                public string Text { get; set; } = "";
            }

            public interface IMutables
            {
                [Monitored]
                Task StoreAsync(Mutable item);

                Task StoreManyAsync(IReadOnlyList<Mutable> items);

                [Cached, Batched(nameof(GetManyAsync))]
                Task<string> GetAsync(string id);

                Task<IReadOnlyList<string>> GetManyAsync(IReadOnlyList<string> ids);

                Task<string> FindAsync(string id);

                Task<IReadOnlyList<string>> FindManyAsync(IReadOnlyList<string> ids);

                [Cached, Batched(nameof(NumbersAsync))]
                Task<string> NumberAsync(long id);

                [Cached]
                Task<IReadOnlyList<string>> NumbersAsync(IReadOnlyList<long> ids);

                [Cached, Batched(nameof(TextsAsync))]
                Task<string> TextAsync(string id);

                [Cached]
                Task<IReadOnlyList<string>> TextsAsync(IReadOnlyList<string> ids);

                [Invalidates(Tags = ["all"])]
                Task DropAsync(string id);

                Task DropManyAsync(IReadOnlyList<string> ids);
            }

            public sealed class Key
            {
                public static implicit operator string(Key key) => "";
            }

            public interface IKeep
            {
                [Monitored]
                Task KeepAsync(string id);

                Task KeepAsync(IReadOnlyList<string> ids);
            }

            public sealed class Explicit : IKeep
            {
                public Task KeepAsync(string id) => Task.CompletedTask;

                Task IKeep.KeepAsync(IReadOnlyList<string> ids) => Task.CompletedTask;
            }
            """;
        return new AnalyzerTest(new ROTE1001PerElementCallAnalyzer(), new ROTE1001PerElementCallCodeFix())
        {
            Support = [StoreCode.Store, Mutables],
            Sources = [Around(statements)
                .Replace("IRecallStore store", "IMutables mutables, IRecallStore store", StringComparison.Ordinal)],
            OffersNoFix = true,
        }.RunAsync(TestContext.Current.CancellationToken);
    }

    private static string Around(string statements) => """
        using System.Linq;

        public static class Subject
        {
            public static async Task<List<string>> RunAsync(
                IRecallStore store,
                string user,
                List<string> ids,
                IReadOnlyList<string> texts,
                Memory[] memories,
                CancellationToken ct)
            {
                var results = new List<string>();
        """ + "\n" + Indent(statements) + "\n" + """
                await Task.CompletedTask;
                return results;
            }
        }
        """;

    private static string Indent(string statements)
        => string.Join('\n', statements.Split('\n').Select(line => line.Length == 0 ? line : "        " + line));
}
