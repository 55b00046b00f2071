using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rote.Testing;

namespace Rote.Schedules.Tests;

/// <summary>The schedules over an engine with one mistake, compiled from the sources with one of them changed.</summary>
internal static class EngineMutant
{
    private const string Engine = "src/Runtime/Rote";
    private static readonly string[] Replaced =
        [Engine + "/Execution/BlockingWait.cs", Engine + "/Monitoring/DepthInstruments.cs"];

    /// <summary>What the build adds.</summary>
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Syntax = new(LanguageVersion.Preview);

    private static readonly Lazy<CSharpCompilation> Whole = new(Compile);

    /// <summary>
    /// Replaces the only occurrence of a text in a file of the engine and runs schedules until one fails: its report, or
    /// <see langword="null"/> when none does.
    /// </summary>
    public static string? Check(ScheduleKind kind, int schedules, string file, string text, string replacement)
    {
        string path = Repository.PathOf($"{Engine}/{file}");
        string source = File.ReadAllText(path);
        Assert.True(source.Split(text).Length == 2, $"{file} does not have this text once: {text}");
        SyntaxTree tree = Whole.Value.SyntaxTrees.Single(tree => tree.FilePath == path);
        CSharpCompilation mutated = Whole.Value.ReplaceSyntaxTree(
            tree, Parse(source.Replace(text, replacement, StringComparison.Ordinal), path));
        return Run(mutated, kind, schedules);
    }

    /// <summary>The engine as it is, compiled in the same way.</summary>
    public static string? CheckUnchanged(ScheduleKind kind, int schedules) => Run(Whole.Value, kind, schedules);

    private static string? Run(CSharpCompilation compilation, ScheduleKind kind, int schedules)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(
            result.Success,
            string.Join('\n', result.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error).Take(5)));
        image.Position = 0;

        // Not collectible: the threads of a schedule that got stuck stay.
        Assembly assembly = new AssemblyLoadContext("mutant").LoadFromStream(image);
        MethodInfo check = assembly.GetType(typeof(ScheduleRun).FullName!, throwOnError: true)!
            .GetMethod(nameof(ScheduleRun.Check))!;
        object itsKind = Enum.ToObject(check.GetParameters()[0].ParameterType, (int)kind);
        return (string?)check.Invoke(null, [itsKind, 1L, schedules]);
    }

    private static CSharpCompilation Compile()
    {
        var sources = Repository.Files(Engine, "*.cs")
            .Where(path => !Replaced.Contains(Repository.RelativeTo(path)))
            .Concat(Repository.Files("tests/Runtime/Rote.Schedules", "*.cs"));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != "Rote.Schedules");
        return CSharpCompilation.Create(
            "Rote.Schedules.Mutant",
            [.. sources.Select(path => Parse(File.ReadAllText(path), path)), Parse(ImplicitUsings, "Usings.cs")],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>Logging methods, which a generator writes in a build, get an empty body.</summary>
    private static SyntaxTree Parse(string source, string path)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, Syntax, path, Encoding.UTF8).GetRoot();
        var logging = root.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.Modifiers.Any(SyntaxKind.PartialKeyword) && method.Body is null);
        root = root.ReplaceNodes(logging, static (_, method) => method
            .WithAttributeLists([])
            .WithModifiers(SyntaxFactory.TokenList(
                method.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.PartialKeyword))))
            .WithBody(SyntaxFactory.Block())
            .WithSemicolonToken(default));
        return CSharpSyntaxTree.Create((CSharpSyntaxNode)root, Syntax, path, Encoding.UTF8);
    }
}
