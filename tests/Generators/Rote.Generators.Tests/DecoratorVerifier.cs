using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rote.Generators.Model;
using Rote.Testing;

namespace Rote.Generators.Tests;

/// <summary>What every test of generated code asserts: it compiles without a warning, loads, and is not made twice.</summary>
internal static class DecoratorVerifier
{
    private const string Folder = "tests/Generators/Rote.Generators.Tests/Snapshots";

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using Rote;
        #pragma warning disable CS1591 // The sources of a test are not documented; what is generated for them is.

        """;

    private const string Bystander = """
        namespace Bystanders;
        public interface IBystander
        {
            [Rote.Monitored] System.Threading.Tasks.Task StandAsync();
        }
        """;

    private static readonly string[] Steps = [TrackingNames.Models, TrackingNames.Decorators];

    /// <summary>Generates, and asserts everything that holds for all generated code.</summary>
    public static GeneratorRun Run(string source)
    {
        var run = GeneratorRun.Of(new DecoratorGenerator(), Usings + source, Usings + Bystander);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Problems);
        ModelGraph.AssertHoldsNothingOfTheCompiler(run.Values(Steps));
        AssertUnrelatedEditChangesNothing(run);
        AssertEditChangesOnlyItsOwn(run, Usings + source);
        AssertLoads(run);
        return run;
    }

    /// <summary>Generates, asserts all that <see cref="Run"/> does, and compares with what was verified.</summary>
    public static void Verify(string source, [CallerMemberName] string name = "")
    {
        var files = Run(source).Files.Where(file => !file.Key.StartsWith("Bystanders.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        foreach (var (hint, text) in files)
        {
            Snapshot.Verify(Folder, files.Count == 1 ? name : $"{name}#{hint[..^".g.cs".Length]}", text);
        }
    }

    private static void AssertUnrelatedEditChangesNothing(GeneratorRun run)
    {
        var next = run.Add("internal sealed class Unrelated;");
        var reasons = ReasonsOf(next);
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.True(IsReused(reason), $"{reason}"));
    }

    private static void AssertEditChangesOnlyItsOwn(GeneratorRun run, string source)
    {
        var next = run.Edit(0, WithAnotherMember(source));
        var models = next.Result.TrackedSteps[TrackingNames.Decorators].SelectMany(step => step.Outputs).ToList();
        var bystander = Assert.Single(models, output => output.Value is DecoratorModel { Type.Namespace: "Bystanders" });
        Assert.True(IsReused(bystander.Reason), $"{bystander.Reason}");
        var changed = models.Count(output => output.Reason == IncrementalStepRunReason.Modified);
        Assert.NotEqual(0, changed);
        var outputs = next.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs).ToList();
        Assert.Equal(changed, outputs.Count(output => output.Reason == IncrementalStepRunReason.Modified));
    }

    private static List<IncrementalStepRunReason> ReasonsOf(GeneratorRun run)
        => [.. Steps.Where(run.Result.TrackedSteps.ContainsKey)
            .SelectMany(step => run.Result.TrackedSteps[step])
            .Concat(run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps))
            .SelectMany(step => step.Outputs)
            .Select(output => output.Reason)];

    private static bool IsReused(IncrementalStepRunReason reason)
        => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static string WithAnotherMember(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        var annotated = root.DescendantNodes().OfType<InterfaceDeclarationSyntax>()
            .First(type => type.AttributeLists.Count > 0
                || type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.AttributeLists.Count > 0));
        var member = SyntaxFactory.ParseMemberDeclaration("int AddedByTheTest();")!;
        return root.ReplaceNode(annotated, annotated.AddMembers(member)).NormalizeWhitespace().ToFullString();
    }

    private static void AssertLoads(GeneratorRun run)
    {
        var assembly = run.Load();
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        Assert.Contains(assembly.GetTypes(), type => type.Name.Contains("Decorator", StringComparison.Ordinal));
    }
}
