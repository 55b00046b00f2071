using System.Text;
using Rote.Analyzers.Rules;
using Rote.CodeFixes.Rules;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>Analyzers and fixes run while people type: on halves of statements, missing types and nonsense.</summary>
public sealed class MalformedCodeTests
{
    private const int Seed = 20_26;
    private const int ProgramsPerSeed = 120;
    private const int CutsPerCase = 4;

    private static readonly string[] Pieces =
    [
        "foreach (var id in ids)", "foreach (var (a, b) in texts)", "await foreach (var h in store.SearchAsync(user))",
        "for (var i = 0; i < ids.Count; i++)", "for (;;)", "while (true)", "do", "while (i < 3);", "if (m is null)", "else",
        "try", "catch (IOException e)", "finally", "using (var x = y)", "lock (this)", "switch (id)", "case \"a\":",
        "default:", "{", "}", "{", "}", "{", "}", ";", "break;", "continue;", "return;", "yield return 1;", "goto a;", "a:",
        "throw;", "var m = await store.GetAsync(user, id, ct);", "await store.StoreAsync(user, new Memory(id, id));",
        "results.Add(await store.GetAsync(user, ids[i]));", "await store.DeleteAsync(", "store.", "store?.DeleteAsync(id)",
        "await", "id", "=>", "async", "(", ")", "ids.ForEach(async id => await store.DeleteAsync(id));",
        "await Parallel.ForEachAsync(ids, (id, ct) => store.DeleteAsync(id));",
        "async Task F() { await store.DeleteAsync(id); }", "i++;", "i += id.Length;",
        "_last ??= await store.GetAsync(user, id);", "user = m.Id;", "out var x", "await Task.Delay(1);",
        "x = x switch { null => await store.TouchAsync(id), _ => x };", "[Cached]", "interface I {",
        "[Cached] void F(ref int a,", "class C<T> where T : I", "#if X", "#endif", "\"", "/*", "*/",
        "$\"{await store.EmbedAsync(id)", "<", ">",
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Analyze_RandomPrograms_NeitherThrowsNorWavers(int offset)
    {
        var random = new Random(Seed + offset);
        Assert.NotEqual(0, await RunAsync(Enumerable.Range(0, ProgramsPerSeed).Select(_ => StoreCode.Around(Compose(random)))));
    }

    [Theory]
    [InlineData("ROTE1001.reports.txt")]
    [InlineData("ROTE1001.fixes.txt")]
    [InlineData("ROTE1001.siblings.txt")]
    public async Task Analyze_CasesCutAnywhere_DoNotThrow(string file)
    {
        var random = new Random(Seed);
        var cases = CaseFile.Read(file);
        var programs =
            from key in cases.All
            let code = StoreCode.Around(AnalyzerMarkup.Parse(cases.Single(key), RuleIds.PerElementCall).Text)
            from part in Enumerable.Range(0, CutsPerCase).Select(_ => code[..random.Next(code.Length)])
                .Append(code.Replace(";", "", StringComparison.Ordinal))
            select part;

        Assert.NotEqual(0, await RunAsync(programs));
    }

    // One file each, and a namespace each, so that the programs do not become one another's errors.
    private static Task<int> RunAsync(IEnumerable<string> programs) => AnalyzerRobustness.VerifyAsync(
        [new ROTE1001PerElementCallAnalyzer(), new ROTE2001UncacheableMemberAnalyzer()],
        [new ROTE1001PerElementCallCodeFix(), new ROTE2001UncacheableMemberCodeFix()],
        [StoreCode.Store, .. programs.Index().Select(program => $"namespace Program{program.Index};\n{program.Item}")],
        TestContext.Current.CancellationToken);

    private static string Compose(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(3, 40); length > 0; length--)
        {
            text.AppendLine(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
