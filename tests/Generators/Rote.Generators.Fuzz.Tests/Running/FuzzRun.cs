using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rote.Generators.Fuzz.Tests.Playing;
using Rote.Generators.Fuzz.Tests.Specs;
using Rote.Testing;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>Takes a batch through the generator, the compiler and the comparison.</summary>
internal static class FuzzRun
{
    private const string HarnessPath = "Harness.cs";

    private static readonly MetadataReference Tests = MetadataReference.CreateFromFile(typeof(Tape).Assembly.Location);

    // There is one tape: while one batch is compiled another may be played.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview);

    /// <summary>Runs a batch.</summary>
    /// <exception cref="FuzzException">Something is not as it has to be.</exception>
    public static async Task<Tally> RunAsync(BatchSpec batch)
    {
        var (sources, dropped) = KeepValid(batch);
        var run = GeneratorRun.OfReferencing(new DecoratorGenerator(), [Tests], [.. sources.SelectMany(files => files)]);
        FuzzException.ThrowIf(run.Result.Exception is not null, $"The generator threw: {run.Result.Exception}");
        var decorations = Decoration.Find(run);
        AssertAllDecorated(run, decorations);
        var closing = new Closing(run.Output);
        var probes = new List<Probe>();
        var harness = new List<SyntaxTree>();
        foreach (var decoration in decorations)
        {
            if (closing.Close(decoration.Type) is not { } type)
            {
                continue;
            }

            var name = $"Probe{probes.Count}";
            var (text, steps) = ProbeWriter.Write(type, name, decoration.Extensions, closing);
            probes.Add(new(type, name, steps));
            var recorder = RecorderWriter.Write(type, name + "Recorder");
            harness.Add(CSharpSyntaxTree.ParseText($"#pragma warning disable\n{text}{recorder}", Parse, HarnessPath));
        }

        await PlayAsync(run, run.Output.AddSyntaxTrees(harness), probes);
        return new(sources.Count, dropped, decorations.Count, probes.Count, probes.Sum(probe => probe.Steps.Count));
    }

    // Families that the compiler does not accept say nothing about the generator.
    private static (IReadOnlyList<IReadOnlyList<string>> Sources, int Dropped) KeepValid(BatchSpec batch)
    {
        var families = batch.Families.Select((family, index) => family.Write(index)).ToList();
        var trees = families
            .SelectMany((files, index)
                => files.Select(text => CSharpSyntaxTree.ParseText(text, Parse, index.ToString(provider: null))))
            .ToList();
        var compilation = CSharpCompilation.Create(
            "Input",
            trees,
            AnalyzerReferences.WithToolkit.Append(Tests),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
                .WithNullableContextOptions(NullableContextOptions.Enable)
                .WithAllowUnsafe(true));
        var broken = compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location.SourceTree is not null)
            .Select(diagnostic => diagnostic.Location.SourceTree!.FilePath)
            .ToHashSet(StringComparer.Ordinal);
        var kept = families.Where((_, index) => !broken.Contains(index.ToString(provider: null))).ToList();
        return (kept, families.Count - kept.Count);
    }

    private static void AssertAllDecorated(GeneratorRun run, IReadOnlyList<Decoration> decorations)
    {
        var decorated = decorations.Select(decoration
            => decoration.Type).ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in run.Output.SyntaxTrees.Where(tree => tree.FilePath.StartsWith("Source", StringComparison.Ordinal)))
        {
            var model = run.Output.GetSemanticModel(tree);
            foreach (var declaration in tree.GetRoot().DescendantNodes().OfType<InterfaceDeclarationSyntax>())
            {
                var type = model.GetDeclaredSymbol(declaration)!;
                FuzzException.ThrowIf(
                    Decoration.IsExpected(type) && !decorated.Contains(type), $"{type} has no decorator:\n{declaration}");
            }
        }
    }

    private static async Task PlayAsync(GeneratorRun run, CSharpCompilation compilation, IReadOnlyList<Probe> probes)
    {
        using var image = new MemoryStream();
        using var documentation = new MemoryStream();
        var result = compilation.Emit(image, xmlDocumentationStream: documentation);
        AssertNoProblems(result.Diagnostics.Concat(run.Result.Diagnostics));
        image.Position = 0;
        // Not collectible: regions hold values per thread, and the collector has crashed on those of unloaded types.
        var assembly = new AssemblyLoadContext("Fuzz").LoadFromStream(image);
        await Turn.WaitAsync();
        try
        {
            foreach (var probe in probes)
            {
                var problems = await new Player(probe, probe.In(assembly)).PlayAsync();
                FuzzException.ThrowIf(problems.Count > 0, string.Join('\n', problems.Take(5)));
            }
        }
        finally
        {
            Turn.Release();
        }
    }

    private static void AssertNoProblems(IEnumerable<Diagnostic> diagnostics)
    {
        var problems = diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
            && !diagnostic.IsSuppressed).ToList();
        FuzzException.ThrowIf(problems.Count > 0, string.Join('\n', problems.Take(5).Select(Describe)));
    }

    private static string Describe(Diagnostic diagnostic)
    {
        var tree = diagnostic.Location.SourceTree;
        var line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        var text = tree?.GetText().Lines[line].ToString().Trim();
        return $"{(tree?.FilePath == HarnessPath ? "(the test's own code) " : "")}{diagnostic}\n    {text}";
    }
}
