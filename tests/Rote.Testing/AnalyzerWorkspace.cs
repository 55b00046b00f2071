using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Rote.Testing;

/// <summary>A project in memory that holds a test's files.</summary>
internal sealed class AnalyzerWorkspace : IDisposable
{
    public const string SourcePrefix = "Source";

    private const string Folder = "/project/";

    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Rote;
        """;

    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);

    public AnalyzerWorkspace(AnalyzerTest test, IEnumerable<string> sources, string lineEnd)
    {
        var id = ProjectId.CreateNewId();
        var solution = _workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                id,
                VersionStamp.Create(),
                "Analyzed",
                "Analyzed",
                LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(
                    OutputKind.DynamicallyLinkedLibrary,
                    allowUnsafe: true,
                    nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: new CSharpParseOptions(test.LanguageVersion),
                metadataReferences: AnalyzerReferences.WithToolkit));
        solution = Add(solution, id, "Usings.cs", GlobalUsings);
        solution = test.Support.Index()
            .Aggregate(solution, (current, file) => Add(current, id, Name("Support", file.Index), file.Item));
        solution = sources.Index()
            .Aggregate(solution, (current, file) => Add(current, id, Name(SourcePrefix, file.Index), file.Item));
        if (test.EditorConfig is { } config)
        {
            var path = Folder + ".editorconfig";
            solution = solution.AddAnalyzerConfigDocument(
                DocumentId.CreateNewId(id), ".editorconfig", SourceText.From("root = true\n" + config), filePath: path);
        }

        LineEnd = lineEnd;
        Project = solution.GetProject(id)!;
    }

    public string LineEnd { get; }

    public Project Project { get; }

    public void Dispose() => _workspace.Dispose();

    /// <summary>The files under test, in order.</summary>
    public static IEnumerable<Document> SourcesOf(Project project)
        => project.Documents.Where(document => document.Name.StartsWith(SourcePrefix, StringComparison.Ordinal))
            .OrderBy(document => document.Name, StringComparer.Ordinal);

    private static string Name(string prefix, int index) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{index}.cs");

    private static Solution Add(Solution solution, ProjectId project, string name, string text)
        => solution.AddDocument(DocumentId.CreateNewId(project), name, SourceText.From(text), filePath: Folder + name);
}
