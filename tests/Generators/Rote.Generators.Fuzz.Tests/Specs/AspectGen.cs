using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Random attributes of members, sense and nonsense.</summary>
internal static class AspectGen
{
    /// <summary><c>[Resilient]</c> by which calls that fail are made again, at once.</summary>
    public const string Retried = "Resilient(ReadOnly = true, RetryBaseMilliseconds = 0)";

    private static readonly string[] CachedOptions =
    [
        "Seconds = 60", "Minutes = 5", "Hours = 1", "Days = 2", "SlidingSeconds = 30", "NullSeconds = 5", "JitterPercent = 10",
        "Region = \"shared\"", "Region = \"odd {x} \\\" name\"", "Region = \"Größe\"", "Tags = [\"all\"]",
        "Tags = [\"of:{id}\", \"{key}{name}\"]",
        "Tags = [\"{\", \"}\", \"{}\", \"\"]", "MaxEntries = 100", "RefreshPercent = 50", "StaleSeconds = 20",
        "LoadTimeoutMilliseconds = 60000", "Buffered = true",
    ];

    // Settings that fit every method: what does not fit is refused when the decorator is made.
    private static readonly string[] ResilientOptions =
    [
        "TimeoutMilliseconds = -1", "AttemptTimeoutMilliseconds = -1", "BreakAfter = 0", "BreakAfter = 1000",
        "BreakMilliseconds = 60000", "MaxConcurrent = 4", "MaxQueued = 10", "CallsPerSecond = 1000000",
    ];

    private static readonly string[] Repeatable = ["ReadOnly = true", "Idempotent = true"];

    private static readonly string[] Paged = ["Paged(\"Missing\")", "Paged(\"Get\")", "Paged(\"GetAsync\", PageSize = 7)"];

    private static readonly string[] Monitored = ["Monitored", "Monitored(Operation = \"search\")",
        "Monitored(SlowMilliseconds = 50)"];

    private static readonly string[] Invalidates =
    [
        "Invalidates(All = true)", "Invalidates(\"Get\", \"Find\")", "Invalidates(\"Missing\")",
        "Invalidates(Tags = [\"all\", \"of:{id}\"])",
        "Invalidates(Regions = [\"shared\"])", "Invalidates(\"GetAsync\", Tags = [\"{\"], Regions = [\"none\"])", "Invalidates",
    ];

    private static readonly string[] Batched =
    [
        "Batched(\"Missing\")", "Batched(\"Get\")", "Batched(\"GetAsync\", MaxBatchSize = 3)", "Batched(\"\")",
        "WriteBehind(\"Missing\")", "WriteBehind(\"Get\", MaxDelayMilliseconds = 0)", "Aggregated(\"Missing\")",
        "Aggregated(\"Get\", FlushIntervalSeconds = 3600)",
    ];

    private static readonly string[] Others =
    [
        "Obsolete", "Obsolete(\"Use another.\")", "Obsolete(\"Gone.\", true)", "EditorBrowsable(EditorBrowsableState.Never)",
        "Experimental(\"FUZZ001\")", "RequiresUnreferencedCode(\"Reflection.\")",
        "Obsolete(\"Old.\", DiagnosticId = \"FUZZ002\")",
        "MethodImpl(MethodImplOptions.NoInlining)", "DoesNotReturn", "Description(\"A \\\"text\\\"\")", "return: NotNull",
        "return: MaybeNull",
    ];

    /// <summary><c>[Cached]</c> with options.</summary>
    public static Gen<string> Cached()
        => Gen.Frequency((2, Gen.Constant("Cached")),
            (3, Gen.SubListOf(CachedOptions).Select(options => Join("Cached", options))));

    /// <summary><c>[Resilient]</c> with options; retries do not wait, and hedges come too late.</summary>
    public static Gen<string> Resilient()
        => from options in Gen.SubListOf(ResilientOptions)
           from repeats in Gen.SubListOf(Repeatable)
           select Join("Resilient", options.Concat(repeats).Append("RetryBaseMilliseconds = 0"));

    /// <summary><c>[Resilient]</c> of a call that a buffer makes.</summary>
    public static Gen<string> ResilientBuffered()
        => Gen.SubListOf(ResilientOptions).Select(options => Join("Resilient", options));

    /// <summary>Attributes of a stream that is made of pages, whose method is known by its name.</summary>
    public static Gen<ImmutableList<string>> OfPaged(string page)
        => from size in Gen.Choose(1, 200)
           from others in Gen.SubListOf("Monitored", "Invalidates(All = true)", "Resilient")
           select others.Prepend($"Paged(\"{page}\", PageSize = {size})").ToImmutableList();

    /// <summary>Attributes of a stream.</summary>
    public static Gen<ImmutableList<string>> OfStream()
        => from aspects in Gen.SubListOf(0, 1, 2, 3)
           from cached in Cached()
           from others in Gen.CollectToArray([Gen.Elements(Monitored), Gen.Elements(Invalidates), Resilient()])
           select aspects.Select(aspect => aspect == 0 ? cached : others[aspect - 1]).ToImmutableList();

    /// <summary>Attributes of a method, whatever it is.</summary>
    public static Gen<ImmutableList<string>> Any() => Gen.Frequency(
        (4, Gen.Constant(ImmutableList<string>.Empty)),
        (3, Cached().Select(attribute => ImmutableList.Create(attribute))),
        (2, Gen.Elements(Monitored).Select(attribute => ImmutableList.Create(attribute))),
        (2, from resilient in Resilient() select ImmutableList.Create(resilient)),
        (3, from aspects in Gen.SubListOf(0, 1, 2, 3, 4, 5)
            from cached in Cached()
            from others in Gen.CollectToArray(
                [Gen.Elements(Monitored), Gen.Elements(Invalidates), Gen.Elements(Batched), Resilient(), Gen.Elements(Paged)])
            select aspects.Select(aspect => aspect == 0 ? cached : others[aspect - 1]).ToImmutableList()));

    /// <summary>Attributes of a method that can be cached.</summary>
    public static Gen<ImmutableList<string>> OfCached()
        => from cached in Cached()
           from others in Gen.Frequency(
               (3, Gen.Constant<string[]>([])), (2, Gen.Elements(Monitored).Select(attribute => new[] { attribute })),
               (1, Gen.Elements(Invalidates).Select(attribute => new[] { attribute })),
               (2, from monitored in Gen.SubListOf(Monitored[0])
                   from resilient in Resilient()
                   select (string[])[.. monitored, resilient]))
           select others.Prepend(cached).ToImmutableList();

    /// <summary>Attributes that say nothing about caching.</summary>
    public static Gen<ImmutableList<string>> Other() => Gen.Frequency(
        (9, Gen.Constant(ImmutableList<string>.Empty)),
        (1, Gen.Elements(Others).Select(attribute => ImmutableList.Create(attribute))));

    /// <summary><c>[Batched]</c>, and perhaps more.</summary>
    public static Gen<ImmutableList<string>> OfBatched(string bulk)
        => from aspects in Gen.SubListOf("Cached", "Monitored", "Invalidates(All = true)", Retried)
           from options in Gen.SubListOf("MaxBatchSize = 16", "MaxDelayMilliseconds = 1", "MaxConcurrentBatches = 2")
           select aspects.Prepend(Join("Batched", options.Prepend($"\"{bulk}\""))).ToImmutableList();

    private static string Join(string name, IEnumerable<string> options)
    {
        var distinct = options.DistinctBy(option => option.Split('=')[0]).ToList();
        return distinct.Count == 0 ? name : $"{name}({string.Join(", ", distinct)})";
    }
}
