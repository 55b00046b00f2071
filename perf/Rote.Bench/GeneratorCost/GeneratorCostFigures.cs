using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rote.Bench.Figures;
using Rote.Generators;

namespace Rote.Bench.GeneratorCost;

/// <summary>What the generator adds to a build: a cold run over 1,000 annotated interfaces against the compilation of their
/// files.</summary>
/// <remarks>
/// <para>The numerator is <c>RunGeneratorsAndUpdateCompilation</c> of a driver without a past, on a compilation of freshly parsed
/// files of which nothing is bound: finding the attributes, binding the members, models, text, and parsing that text.</para>
/// <para>The denominator is what the compiler does without the generator's run: parsing the 1,000 files (an interface and a store
/// with bodies) and the 1,000 generated ones, binding all, and emitting the assembly.</para>
/// <para>Both are measured in turn in one process whose methods are compiled; the figure is the ratio of the medians.</para>
/// <para>The compiler works on all cores, a generator on one. So what the generator adds to a build is a ratio of times, and what
/// it adds to the work of a machine a ratio of processor times; both are given. More than half of the cold run is the compiler's
/// own binding of the annotated interfaces and their attributes, for which whoever reads them has to wait.</para>
/// </remarks>
internal sealed class GeneratorCostFigures : IFigurePart
{
    private const int Files = 1_000;
    private const int WarmUps = 3;
    private const int Rounds = 5;
    private const double Bar = 0.1;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);
    private static readonly IReadOnlyList<MetadataReference> References = FindReferences();

    public string Name => "generator";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var runs = new List<Duration>();
        var compilations = new List<Duration>();
        var without = new List<Duration>();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (run, generated) = Run();
            var compilation = Compile(generated);
            var plain = Compile([]);
            if (round >= 0)
            {
                runs.Add(run);
                compilations.Add(compilation);
                without.Add(plain);
            }
        }

        var cold = Median(runs, Elapsed);
        var alone = cold / Median(without, Elapsed);
        var work = Median(runs, Processor) / Median(without, Processor);
        yield return new("generator: cold run / compilation", cold / Median(compilations, Elapsed), "x", BarKind.AtMost, Bar);
        yield return new("generator: cold run / compilation of their files alone", alone, "x", BarKind.None, 0);
        yield return new("generator: the same, processor time", work, "x", BarKind.None, 0);
        yield return new("generator: cold run of 1000 interfaces", cold, "ms", BarKind.None, 0);
        yield return new("generator: compilation of their files", Median(compilations, Elapsed), "ms", BarKind.None, 0);
    }

    private static double Elapsed(Duration duration) => duration.ElapsedMilliseconds;

    private static double Processor(Duration duration) => duration.ProcessorMilliseconds;

    private static (Duration Duration, IReadOnlyList<string> Generated) Run()
    {
        var compilation = Create(Parse(Enumerable.Range(0, Files).Select(Source)));
        var driver = CSharpGeneratorDriver.Create([new DecoratorGenerator().AsSourceGenerator()], parseOptions: Options);
        var (duration, ran) = Measure(() => driver.RunGeneratorsAndUpdateCompilation(compilation, out _, out _));
        var sources = ran.GetRunResult().Results.Single().GeneratedSources;
        return sources.Length == Files
            ? (duration, [.. sources.Select(source => source.SourceText.ToString())])
            : throw new InvalidOperationException($"{sources.Length} decorators were generated, {Files} expected.");
    }

    private static Duration Compile(IReadOnlyList<string> generated)
    {
        var texts = Enumerable.Range(0, Files).Select(Source).Concat(generated).ToList();
        using var image = new MemoryStream();
        var (duration, result) = Measure(() => Create(Parse(texts)).Emit(image));
        return result.Success
            ? duration
            : throw new InvalidOperationException($"The sources do not compile: {result.Diagnostics[0]}");
    }

    private static List<SyntaxTree> Parse(IEnumerable<string> sources)
        => [.. sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, Options, $"Source{index}.cs"))];

    private static CSharpCompilation Create(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Cost",
        trees,
        References,
        new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    private static (Duration Duration, T Result) Measure<T>(Func<T> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var result = work();
        var elapsed = Stopwatch.GetElapsedTime(start);
        var used = Environment.CpuUsage.TotalTime - processor;
        return (new(elapsed.TotalMilliseconds, used.TotalMilliseconds), result);
    }

    private static double Median(List<Duration> durations, Func<Duration, double> of)
        => durations.Select(of).Order().ElementAt(durations.Count / 2);

    // An interface as it is found in an agent's memory, and a store that implements it.
    private static string Source(int number) => Interface(number) + Store(number);

    private static string Interface(int number) => $$"""
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Rote;

        namespace Demo.Part{{number % 20}};

        public sealed record Note{{number}}(string Id, string Text);

        public interface INoteStore{{number}}
        {
            [Cached(Seconds = 300, Tags = ["user:{userId}"]), Monitored]
            ValueTask<Note{{number}}?> GetAsync([Scope] string userId, string id, CancellationToken ct = default);

            [Cached(Seconds = 300, Tags = ["user:{userId}"])]
            ValueTask<IReadOnlyList<Note{{number}}?>> GetManyAsync([Scope] string userId, IReadOnlyList<string> ids,
                CancellationToken ct = default);

            [Batched(nameof(StoreManyAsync)), Invalidates(nameof(GetAsync))]
            ValueTask StoreAsync([Scope] string userId, Note{{number}} note, CancellationToken ct = default);

            ValueTask StoreManyAsync([Scope] string userId, IReadOnlyList<Note{{number}}> notes, CancellationToken ct = default);

            [Monitored]
            IAsyncEnumerable<Note{{number}}> ListAsync(string userId);

            int Count { get; }
        }

        """;

    private static string Store(int number) => $$"""
        public sealed class NoteStore{{number}} : INoteStore{{number}}
        {
            private readonly ConcurrentDictionary<(string User, string Id), Note{{number}}> _notes = new();

            public int Count => _notes.Count;

            public ValueTask<Note{{number}}?> GetAsync(string userId, string id, CancellationToken ct = default)
                => new(_notes.TryGetValue((userId, id), out var note) ? note : null);

            public async ValueTask<IReadOnlyList<Note{{number}}?>> GetManyAsync(
                string userId, IReadOnlyList<string> ids, CancellationToken ct = default)
            {
                var notes = new List<Note{{number}}?>(ids.Count);
                foreach (var id in ids)
                {
                    notes.Add(await GetAsync(userId, id, ct).ConfigureAwait(false));
                }

                return notes;
            }

            public ValueTask StoreAsync(string userId, Note{{number}} note, CancellationToken ct = default)
            {
                _notes[(userId, note.Id)] = note;
                return default;
            }

            public async ValueTask StoreManyAsync(string userId, IReadOnlyList<Note{{number}}> notes,
                CancellationToken ct = default)
            {
                foreach (var note in notes)
                {
                    await StoreAsync(userId, note, ct).ConfigureAwait(false);
                }
            }

            public async IAsyncEnumerable<Note{{number}}> ListAsync(string userId)
            {
                foreach (var entry in _notes.Where(entry => entry.Key.User == userId).OrderBy(entry => entry.Key.Id))
                {
                    await Task.CompletedTask.ConfigureAwait(false);
                    yield return entry.Value;
                }
            }
        }
        """;

    private static IReadOnlyList<MetadataReference> FindReferences()
        => [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "Rote.dll" or "netstandard.dll"
                || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path).StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];
}
