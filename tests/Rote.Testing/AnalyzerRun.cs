using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Rote.Testing;

/// <summary>Runs a test's analyzer over a project and compares what it reports.</summary>
internal sealed class AnalyzerRun(AnalyzerTest test)
{
    // The fixes, singly and all at once, start from one compilation.
    private readonly ConcurrentDictionary<CSharpCompilation, ImmutableArray<Diagnostic>> _known = new();

    /// <summary>What the analyzer reports in the files under test, in order of file and position.</summary>
    /// <exception cref="AnalyzerTestException">The analyzer threw, or concurrency changes what it reports.</exception>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Project project, CancellationToken cancellationToken)
    {
        var compilation = await CompileAsync(project, cancellationToken).ConfigureAwait(false);
        if (_known.TryGetValue(compilation, out var known))
        {
            return known;
        }

        var concurrent = await AnalyzeAsync(project, compilation, true, cancellationToken).ConfigureAwait(false);
        var sequential = await AnalyzeAsync(project, compilation, false, cancellationToken).ConfigureAwait(false);
        return Describe(concurrent) == Describe(sequential)
            ? _known.GetOrAdd(compilation, sequential)
            : throw new AnalyzerTestException(
                $"Concurrency changes what is reported.\nWith:\n{Describe(concurrent)}\nWithout:\n{Describe(sequential)}");
    }

    /// <summary>Asserts that the project compiles cleanly and that exactly the marked diagnostics are reported.</summary>
    public async Task VerifyAsync(
        Project project,
        ImmutableArray<AnalyzerMarkup> expected,
        ImmutableArray<string> messages,
        CancellationToken cancellationToken)
    {
        if (!test.AllowsErrors)
        {
            VerifyCompiles(await CompileAsync(project, cancellationToken).ConfigureAwait(false), cancellationToken);
        }

        var reported = await AnalyzeAsync(project, cancellationToken).ConfigureAwait(false);
        var found = reported.Select(Line).ToList();
        var wanted = AnalyzerWorkspace.SourcesOf(project).Zip(expected)
            .SelectMany(file => Lines(file.First.FilePath!, file.Second))
            .ToList();
        var differences = string.Join('\n', wanted.Except(found).Select(line => "missing: " + line)
            .Concat(found.Except(wanted).Select(line => "unexpected: " + line)));
        if (differences.Length > 0 || found.Count != wanted.Count)
        {
            throw new AnalyzerTestException($"{differences}\nin:\n{string.Join("\n---\n", expected.Select(file => file.Text))}");
        }

        var texts = reported.Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        if (!messages.IsEmpty && !messages.SequenceEqual(texts))
        {
            throw new AnalyzerTestException(
                $"Expected messages:\n{string.Join('\n', messages)}\nbut came:\n{string.Join('\n', texts)}");
        }
    }

    /// <summary>Asserts that a project that does not see the toolkit gets no diagnostic and no exception.</summary>
    public async Task VerifySilenceWithoutToolkitAsync(Project project, CancellationToken cancellationToken)
    {
        var stranger = project.WithMetadataReferences(AnalyzerReferences.WithoutToolkit);
        var compilation = await CompileAsync(stranger, cancellationToken).ConfigureAwait(false);
        var reported = await AnalyzeAsync(stranger, compilation, true, cancellationToken).ConfigureAwait(false);
        if (!reported.IsEmpty)
        {
            throw new AnalyzerTestException($"Reported without a reference to the toolkit:\n{Describe(reported)}");
        }
    }

    private static async Task<CSharpCompilation> CompileAsync(Project project, CancellationToken cancellationToken)
        => (CSharpCompilation)(await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;

    private static void VerifyCompiles(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var problems = compilation.GetDiagnostics(cancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || IsNullable(diagnostic.Id))
            .ToList();
        if (problems.Count > 0)
        {
            var code = compilation.SyntaxTrees.Where(tree => problems.Any(problem => problem.Location.SourceTree == tree));
            throw new AnalyzerTestException(
                $"Does not compile cleanly:\n{Describe(problems)}\nin:\n{string.Join("\n---\n", code)}");
        }
    }

    private static bool IsNullable(string id)
        => id.StartsWith("CS86", StringComparison.Ordinal) || id.StartsWith("CS87", StringComparison.Ordinal);

    private async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(
        Project project, CSharpCompilation compilation, bool concurrent, CancellationToken cancellationToken)
    {
        var exceptions = new ConcurrentQueue<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, _, _) => exceptions.Enqueue(exception),
            concurrentAnalysis: concurrent,
            logAnalyzerExecutionTime: false);
        var reported = await compilation.WithAnalyzers([test.Analyzer], options)
            .GetAnalyzerDiagnosticsAsync(cancellationToken).ConfigureAwait(false);
        return exceptions.TryDequeue(out var thrown)
            ? throw new AnalyzerTestException($"The analyzer threw: {thrown.Message}", thrown)
            : [.. reported.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenByDescending(diagnostic => diagnostic.Location.SourceSpan.Length)];
    }

    private DiagnosticSeverity SeverityOf(string id)
        => test.Severity ?? test.Analyzer.SupportedDiagnostics.First(rule => rule.Id == id).DefaultSeverity;

    private IEnumerable<string> Lines(string file, AnalyzerMarkup markup)
        => markup.Marks.Select(mark => Line(file, mark.Id, mark.Span, SourceText.From(markup.Text), SeverityOf(mark.Id)));

    private static string Line(Diagnostic diagnostic)
    {
        var tree = diagnostic.Location.SourceTree!;
        return Line(tree.FilePath, diagnostic.Id, diagnostic.Location.SourceSpan, tree.GetText(), diagnostic.Severity);
    }

    private static string Line(string file, string id, TextSpan span, SourceText text, DiagnosticSeverity severity)
        => $"{file} {text.Lines.GetLinePositionSpan(span)} {id} {severity} «{text.ToString(span)}»";

    private static string Describe(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics);
}
