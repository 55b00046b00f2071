using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Rote.Testing;

namespace Rote.Generators.Tests;

/// <summary>What every test of a composite asserts: it compiles without a warning, loads, and is not made twice.</summary>
internal static class CompositeVerifier
{
    private const string Folder = "tests/Generators/Rote.Generators.Tests/Snapshots";

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Threading;
        using System.Threading.Tasks;
        using Rote;
        using Rote.FanningOut;
        #pragma warning disable CS1591 // The sources of a test are not documented; what is generated for them is.

        """;

    /// <summary>Generates, whatever comes of it.</summary>
    public static GeneratorRun Run(string source)
    {
        var run = GeneratorRun.Of(new FanOutGenerator(), Usings + source);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Problems);
        return run;
    }

    /// <summary>Generates, asserts everything that holds for all composites, and compares with what was verified.</summary>
    public static void Verify(string source, [CallerMemberName] string name = "")
    {
        var run = Run(source);
        ModelGraph.AssertHoldsNothingOfTheCompiler(run.Values([TrackingNames.Models, TrackingNames.Composites]));
        AssertUnrelatedEditChangesNothing(run);
        var assembly = run.Load();
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        Assert.NotEmpty(run.Files);
        foreach (var (hint, text) in run.Files)
        {
            Snapshot.Verify(Folder, run.Files.Count == 1 ? name : $"{name}#{hint[..^".g.cs".Length]}", text);
        }
    }

    private static void AssertUnrelatedEditChangesNothing(GeneratorRun run)
    {
        var next = run.Add("internal sealed class Unrelated;");
        var outputs = next.Result.TrackedSteps
            .Where(step => step.Key is TrackingNames.Models or TrackingNames.Composites)
            .Concat(next.Result.TrackedOutputSteps)
            .SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs)
            .ToList();
        Assert.NotEmpty(outputs);
        Assert.All(outputs, output => Assert.True(
            output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{output.Reason}"));
    }
}
