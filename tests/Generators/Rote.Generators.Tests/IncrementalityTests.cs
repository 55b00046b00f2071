using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Testing;

namespace Rote.Generators.Tests;

/// <summary>What is done again after an edit, and what is not. Every snapshot test asserts the common part.</summary>
public sealed class IncrementalityTests
{
    private const string Base = "namespace Demo; public interface IBase { [Rote.Cached] int Get(int id); }";
    private const string Derived = "namespace Demo; public interface IDerived : IBase { [Rote.Monitored] void Touch(); }";

    [Theory]
    [InlineData("namespace Demo; /* comment */ public interface IBase { [Rote.Cached] int Get(int id); }")]
    [InlineData("namespace Demo;\n\n\npublic interface IBase\n{\n    [Rote.Cached]\n    int Get(int id);\n}")]
    [InlineData("namespace Demo; public interface IBase { [Rote.CachedAttribute()] int Get(int id); } class Other { }")]
    public void Edit_ThatMeansTheSame_EmitsNothingAgain(string edited)
    {
        var run = Start().Edit(0, edited);

        Assert.All(Models(run), output => Assert.Contains(output.Reason, Reused));
        Assert.All(Outputs(run), output => Assert.Contains(output.Reason, Reused));
    }

    [Theory]
    [InlineData("Record(string series", "Record( string series", false)]
    [InlineData("BucketSeconds = 60", "BucketSeconds=(60)", false)]
    [InlineData("BucketSeconds = 60", "BucketSeconds = 61", true)]
    [InlineData("double value", "decimal value", true)]
    public void Edit_OfAnAggregatedMember_ChangesTheModelWhereItMeansMore(string old, string replacement, bool changes)
    {
        const string Source = """
            namespace Demo;
            public interface ISamples
            {
                [Rote.Aggregated("Store", BucketSeconds = 60)]
                System.Threading.Tasks.Task Record(string series, double value);
                System.Threading.Tasks.Task Store(Rote.Buffering.Aggregate<string>[] aggregates);
            }
            """;
        var run = GeneratorRun.Of(new DecoratorGenerator(), [Source])
            .Edit(0, Source.Replace(old, replacement, StringComparison.Ordinal));

        Assert.Equal(changes, Assert.Single(Models(run)).Reason == IncrementalStepRunReason.Modified);
        Assert.Contains("Aggregator.AddAsync(", Assert.Single(run.Files).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_OfAnInheritedInterface_ChangesTheDerivedDecoratorToo()
    {
        var run = Start().Edit(0, Base.Replace("int Get(int id)", "int Get(long id)", StringComparison.Ordinal));

        Assert.Equal(2, Models(run).Count(output => output.Reason == IncrementalStepRunReason.Modified));
        Assert.All(run.Files.Values, file => Assert.Contains("long id", file, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Problems, problem => problem.Id != "CS1591");
    }

    [Fact]
    public void Edit_OfTheDerivedInterface_LeavesTheInheritedAlone()
    {
        var run = Start().Edit(1, Derived.Replace("Touch", "Feel", StringComparison.Ordinal));

        Assert.Contains(Assert.Single(Models(run), output => IsOf(output, "Demo.IBase.g.cs")).Reason, Reused);
        var derived = Assert.Single(Models(run), output => IsOf(output, "Demo.IDerived.g.cs"));
        Assert.Equal(IncrementalStepRunReason.Modified, derived.Reason);
    }

    [Fact]
    public void Edit_ThatMovesTheOwner_StillGivesOneDecorator()
    {
        var run = Start().Edit(0, Base.Replace("{", "{ [Rote.Monitored] void First();", StringComparison.Ordinal));

        Assert.Equal(["Demo.IBase.g.cs", "Demo.IDerived.g.cs"], run.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Edit_ThatTakesTheLastAspectAway_TakesTheDecoratorAway()
    {
        var run = Start().Edit(1, "namespace Demo; public interface IDerived : IBase { void Touch(); }");

        Assert.Equal(["Demo.IBase.g.cs"], run.Files.Keys);
    }

    [Fact]
    public void Edit_ThatMovesTheOwnerFromTheInterfaceToAMember_StillGivesOneDecorator()
    {
        const string Pooled = "namespace Demo; [Rote.Pooled] public interface IBase { int Get(int id); }";
        var run = GeneratorRun.Of(new DecoratorGenerator(), [Pooled]);
        string before = Assert.Single(run.Files).Value;

        run = run.Edit(0, Pooled.Replace("int Get", "[Rote.Cached] int Get", StringComparison.Ordinal));

        string after = Assert.Single(run.Files).Value;
        Assert.Contains("file sealed class PooledBase", before, StringComparison.Ordinal);
        Assert.DoesNotContain("CacheRegion", before, StringComparison.Ordinal);
        Assert.Contains("file sealed class PooledBase", after, StringComparison.Ordinal);
        Assert.Contains("CacheRegion", after, StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_OfAPooledInterface_ThatMeansTheSame_EmitsNothingAgain()
    {
        const string Pooled = "namespace Demo; [Rote.Pooled] public interface IBase { int Get(int id); }";
        var run = GeneratorRun.Of(new DecoratorGenerator(), [Pooled]);

        run = run.Edit(0, Pooled.Replace("public", "/* comment */ public", StringComparison.Ordinal));

        Assert.All(Models(run), output => Assert.Contains(output.Reason, Reused));
        Assert.All(Outputs(run), output => Assert.Contains(output.Reason, Reused));
    }

    private static IncrementalStepRunReason[] Reused => [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    private static GeneratorRun Start() => GeneratorRun.Of(new DecoratorGenerator(), [Base, Derived]);

    private static bool IsOf((object Value, IncrementalStepRunReason Reason) output, string hint)
        => output.Value is DecoratorModel model && model.HintName == hint;

    private static List<(object Value, IncrementalStepRunReason Reason)> Models(GeneratorRun run)
        => [.. run.Result.TrackedSteps[TrackingNames.Decorators].SelectMany(step => step.Outputs)];

    private static List<(object Value, IncrementalStepRunReason Reason)> Outputs(GeneratorRun run)
        => [.. run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs)];
}
