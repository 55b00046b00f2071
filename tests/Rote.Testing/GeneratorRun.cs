using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rote.Testing;

/// <summary>One run of an incremental generator over sources; an edit leads to the next.</summary>
/// <remarks>
/// Sources are compiled as a strict user would: nullable, XML documentation required, all warnings. Immutable.
/// </remarks>
public sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;
    private readonly CSharpCompilation _input;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation input)
    {
        _input = input;
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        Output = (CSharpCompilation)output;
        Result = _driver.GetRunResult().Results.Single();
    }

    /// <summary>The sources and what was generated for them.</summary>
    public CSharpCompilation Output { get; }

    /// <summary>What the generator did.</summary>
    public GeneratorRunResult Result { get; }

    /// <summary>The generated files, by name.</summary>
    public IReadOnlyDictionary<string, string> Files
        => Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>The only generated file.</summary>
    public string File => Files.Values.Single();

    /// <summary>Warnings and errors of the generator, and of all sources together with what was generated.</summary>
    public IReadOnlyList<Diagnostic> Problems
        => [.. Output.GetDiagnostics()
            .Concat(Result.Diagnostics)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>Why the last steps of the pipeline ran: one reason for each of their outputs.</summary>
    public IEnumerable<(string Step, IncrementalStepRunReason Reason)> Reasons
        => from step in Result.TrackedSteps.Concat(Result.TrackedOutputSteps)
           from run in step.Value
           from output in run.Outputs
           select (step.Key, output.Reason);

    /// <summary>Everything that the generator's own steps hand on.</summary>
    public IEnumerable<object> Values(IEnumerable<string> steps)
        => from name in steps
           where Result.TrackedSteps.ContainsKey(name)
           from run in Result.TrackedSteps[name]
           from output in run.Outputs
           where output.Value is not null
           select output.Value;

    /// <summary>Runs a generator over sources, which see the platform and the toolkit.</summary>
    public static GeneratorRun Of(IIncrementalGenerator generator, params IReadOnlyList<string> sources)
        => OfReferencing(generator, [], sources);

    /// <summary>Runs a generator over sources, which see the platform, the toolkit and what else is referenced.</summary>
    public static GeneratorRun OfReferencing(
        IIncrementalGenerator generator, IEnumerable<MetadataReference> references, IReadOnlyList<string> sources)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Diagnose);
        var compilation = CSharpCompilation.Create(
            "Sources",
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, parse, $"Source{index}.cs")),
            AnalyzerReferences.WithToolkit.Concat(references),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
                .WithNullableContextOptions(NullableContextOptions.Enable)
                .WithWarningLevel(9999)
                .WithAllowUnsafe(true));
        var driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: parse,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new(driver, compilation);
    }

    /// <summary>The run after a source was replaced.</summary>
    public GeneratorRun Edit(int index, string source)
    {
        var tree = _input.SyntaxTrees[index];
        var edited = CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)tree.Options, tree.FilePath);
        return new(_driver, _input.ReplaceSyntaxTree(tree, edited));
    }

    /// <summary>The run after a source was added.</summary>
    public GeneratorRun Add(string source)
    {
        var options = (CSharpParseOptions)_input.SyntaxTrees[0].Options;
        var added = CSharpSyntaxTree.ParseText(source, options, $"Source{_input.SyntaxTrees.Length}.cs");
        return new(_driver, _input.AddSyntaxTrees(added));
    }

    /// <summary>Compiles everything and loads it.</summary>
    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public System.Reflection.Assembly Load()
    {
        using var image = new MemoryStream();
        var result = Output.Emit(image);
        return result.Success
            ? System.Reflection.Assembly.Load(image.ToArray())
            : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Take(10)));
    }
}
