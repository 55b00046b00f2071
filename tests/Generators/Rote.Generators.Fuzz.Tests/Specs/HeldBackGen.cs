using FsCheck;
using FsCheck.Fluent;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Random pairs of a method whose calls are held back and the method that takes them together.</summary>
internal static class HeldBackGen
{
    private static readonly string[] Shapes = ["Task", "ValueTask"];

    /// <summary>Bulk answers for items of type 0 with results of type 1.</summary>
    private static readonly string[] AnswersByItem =
    [
        "IReadOnlyList<BatchResult<{1}>>", "BatchResult<{1}>[]", "List<BatchResult<{1}>>", "IReadOnlyDictionary<{0}, {1}>",
        "Dictionary<{0}, {1}>", "IDictionary<{0}, {1}>",
    ];

    private static readonly ParameterSpec[] Scopes =
        [new("[Scope] ", "", "string", "tenant", null), new("", "", "int", "shelf", null)];

    private static readonly ParameterSpec?[] Urgencies =
    [
        null, new("[Priority] ", "", "bool", "urgent", null), new("[Priority(AtLeast = 2)] ", "", "int", "urgent", null),
        new("[Priority] ", "", "Level", "urgent", null), new("[Partition] ", "", "string", "part", null),
        new("", "", "CancellationToken", "ct", "default"),
    ];

    /// <summary>A batched call whose bulk method answers item by item: with outcomes, or by key.</summary>
    public static Gen<IReadOnlyList<MemberSpec>> Answered()
        => from item in Plain()
           from type in Plain()
           from shape in Gen.Elements(Shapes)
           from answer in Gen.Elements(AnswersByItem)
           from list in Gen.Elements(TypePool.Lists)
           from scopes in Gen.SubListOf(Scopes)
           from attributes in AspectGen.OfBatched("AskMany")
           let isFound = answer.Contains("Dictionary", StringComparison.Ordinal)
           select Pair(
               new MemberSpec($"{shape}<{type}{(isFound ? "?" : "")}>", "Ask")
               {
                   Attributes = attributes,
                   Parameters = [.. scopes, new("", "", item, "item", null)],
               },
               new MemberSpec($"{shape}<{string.Format(null, answer, item, type)}>", "AskMany")
               {
                   Parameters = [.. scopes, new("", "", string.Format(null, list, item), "all", null)],
               });

    /// <summary>A batched call whose bulk method takes the scope item by item.</summary>
    public static Gen<IReadOnlyList<MemberSpec>> Aligned()
        => from item in TypeGen.Key()
           from type in TypeGen.Key()
           from shape in Gen.Elements(Shapes)
           from lists in Gen.Elements(TypePool.Lists).Two()
           from isTuple in Gen.Choose(0, 2)
           from attributes in AspectGen.OfBatched("LookMany")
           select Pair(
               new MemberSpec($"{shape}<{type}>", "Look")
               {
                   Attributes = attributes,
                   Parameters = [Scopes[0], new("", "", item, "item", null)],
               },
               new MemberSpec($"{shape}<IReadOnlyList<{type}>>", "LookMany")
               {
                   Parameters = isTuple == 0
                       ? [new("[Scope] ", "", string.Format(null, lists.Item1, $"(string Tenant, {item} Item)"), "all", null)]
                       :
                       [
                           new("[Scope] ", "", string.Format(null, lists.Item1, "string"), "tenants", null),
                           new("", "", string.Format(null, lists.Item2, item), "all", null),
                       ],
               });

    /// <summary>A write that is buffered, and sent at once.</summary>
    public static Gen<IReadOnlyList<MemberSpec>> Buffered()
        => from item in TypeGen.Key()
           from shapes in Gen.Elements(Shapes).Two()
           from list in Gen.Elements(TypePool.Lists)
           from scopes in Gen.SubListOf(Scopes)
           from urgency in Gen.Elements(Urgencies)
           from options in Gen.SubListOf(
               "FlushSize = 5", "MaxCommitSize = 2", "MaxConcurrentCommits = 1", "PoisonIsolation = true",
               "ReadYourWrites = true", "CommitTimeoutMilliseconds = 60000", "MaxPending = 10")
           from resilient in AspectGen.ResilientBuffered()
           from others in Gen.SubListOf("Monitored", "Invalidates(All = true)", "Invalidates(\"Get\")", resilient)
           let names = string.Concat(options.Select(option => ", " + option))
           select Pair(
               new MemberSpec(shapes.Item1, "Keep")
               {
                   Attributes =
                   [
                       $"WriteBehind(\"KeepMany\", MaxDelayMilliseconds = 0{names})", .. others.DistinctBy(other => other[0]),
                   ],
                   Parameters = ParameterGen.Arrange(
                       urgency is null
                           ? [.. scopes, new("", "", item, "item", null)]
                           : [.. scopes, new("", "", item, "item", null), urgency]),
               },
               new MemberSpec(shapes.Item2, "KeepMany")
               {
                   Parameters = [.. scopes, new("", "", string.Format(null, list, item), "all", null)],
               });

    /// <summary>A sample that is folded with others before it is stored.</summary>
    public static Gen<IReadOnlyList<MemberSpec>> Aggregated()
        => from series in TypeGen.Key()
           from value in Gen.Elements("double", "float", "decimal", "int", "long", "byte")
           from shapes in Gen.Elements(Shapes).Two()
           from list in Gen.Elements(TypePool.Lists)
           from scopes in Gen.SubListOf(Scopes)
           from times in Gen.SubListOf(new ParameterSpec("", "", "DateTimeOffset", "at", null))
           from options in Gen.SubListOf("BucketSeconds = 86400", "MaxBatchSize = 10", "OffsetMinutes = 30", "MaxBuckets = 50")
           from resilient in AspectGen.ResilientBuffered()
           from others in Gen.SubListOf("Monitored", "Invalidates(All = true)", resilient)
           let names = string.Concat(options.Select(option => ", " + option))
           select Pair(
               new MemberSpec(shapes.Item1, "Measure")
               {
                   Attributes = [$"Aggregated(\"MeasureMany\", FlushIntervalSeconds = 3600{names})", .. others],
                   Parameters =
                   [
                       .. scopes, new("", "", series, "series", null), new("[Sample] ", "", value, "value", null), .. times,
                   ],
               },
               new MemberSpec(shapes.Item2, "MeasureMany")
               {
                   Parameters =
                   [
                       .. scopes, new("", "", string.Format(null, list, $"Rote.Buffering.Aggregate<{series}>"), "all", null),
                   ],
               });

    // Without an annotation of its own: a dictionary is not keyed by nothing, and absence is the result's.
    private static Gen<string> Plain()
        => TypeGen.Key().Where(type => !type.EndsWith('?') && !type.Contains("?,", StringComparison.Ordinal));

    private static IReadOnlyList<MemberSpec> Pair(MemberSpec single, MemberSpec bulk) => [single, bulk];
}
