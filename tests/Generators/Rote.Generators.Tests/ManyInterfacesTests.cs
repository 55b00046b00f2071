using Microsoft.CodeAnalysis;
using Rote.Testing;

namespace Rote.Generators.Tests;

/// <summary>A project of 1,000 annotated interfaces: an edit that is none of theirs does nothing again.</summary>
public sealed class ManyInterfacesTests
{
    private const int Interfaces = 1_000;
    private const string Bystander = "internal static class Bystander { internal static int Number() => 1; }";

    private static readonly Lazy<GeneratorRun> Start = new(Generate);

    [Fact]
    public void Edit_OfAMethodBodyInAnotherFile_RecomputesNothing()
        => AssertNothingAgain(Start.Value.Edit(Interfaces, Bystander.Replace("=> 1", "=> 1 + 1", StringComparison.Ordinal)));

    [Fact]
    public void Edit_OfACommentInOneInterface_RecomputesNothing()
        => AssertNothingAgain(Start.Value.Edit(500, "// A comment.\n"
            + Source(500).Replace("{", "{ /* another */", StringComparison.Ordinal)));

    [Fact]
    public void Edit_OfOneInterface_RecomputesThatOne()
    {
        var run = Start.Value.Edit(500, Source(500).Replace("long id", "int id", StringComparison.Ordinal));

        Assert.Single(ReasonsOf(run.Result.TrackedSteps[TrackingNames.Decorators]), IncrementalStepRunReason.Modified);
        Assert.Single(Outputs(run), IncrementalStepRunReason.Modified);
    }

    private static GeneratorRun Generate()
    {
        var run = GeneratorRun.Of(new DecoratorGenerator(), [.. Enumerable.Range(0, Interfaces).Select(Source), Bystander]);
        Assert.Equal(Interfaces, run.Result.GeneratedSources.Length);
        return run;
    }

    private static string Source(int number) => $$"""
        namespace Demo.Part{{number % 10}};
        public interface IStore{{number}}
        {
            [Rote.Cached(Seconds = 60), Rote.Monitored] System.Threading.Tasks.ValueTask<string?> GetAsync(long id);
            [Rote.Invalidates(nameof(GetAsync))] System.Threading.Tasks.Task SetAsync(long id, string value);
        }
        """;

    private static void AssertNothingAgain(GeneratorRun run)
    {
        var tracked = run.Result.TrackedSteps;
        var steps = ReasonsOf(tracked[TrackingNames.Models].Concat(tracked[TrackingNames.Decorators]));
        Assert.True(steps.Count >= 2 * Interfaces, $"{steps.Count} steps");
        Assert.All(steps, reason => Assert.True(
            reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{reason}"));
        Assert.All(Outputs(run), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static List<IncrementalStepRunReason> Outputs(GeneratorRun run)
        => ReasonsOf(run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps));

    private static List<IncrementalStepRunReason> ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> steps)
        => [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)];
}
