using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Caching.Misses;

/// <summary>What a miss costs beyond the inner call: time, and objects.</summary>
internal sealed class MissFigures : IFigurePart
{
    private const int IterationMilliseconds = 200;
    private const double NanosecondsBar = 1_000;
    private const double ObjectsBar = 4;

    public string Name => "miss";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await ObjectsAsync("inner call at once", MissObjects.AtOnce());
        yield return await ObjectsAsync("inner call later", MissObjects.Later(out var elsewhere));
        yield return new("miss over the inner call: other threads allocate: inner call later", elsewhere, "B", BarKind.AtMost, 0);
        var session = await Task.Run(() => BenchmarkSession.Run<MissBenchmarks>(IterationMilliseconds), cancellationToken);
        foreach (var (name, miss, inner) in new[]
        {
            ("inner call at once", nameof(MissBenchmarks.ReadyMiss), nameof(MissBenchmarks.Ready)),
            ("inner call yielding", nameof(MissBenchmarks.YieldingMiss), nameof(MissBenchmarks.Yielding)),
        })
        {
            yield return new(
                $"miss over the inner call: {name}",
                session.MedianNanoseconds(miss) - session.MedianNanoseconds(inner),
                "ns",
                BarKind.AtMost,
                NanosecondsBar);
            yield return new(
                $"miss over the inner call: bytes: {name}",
                session.AllocatedBytes(miss) - session.AllocatedBytes(inner),
                "B",
                BarKind.None,
                0);
        }
    }

    private static async Task<Figure> ObjectsAsync(string name, IReadOnlyList<AllocatedObject> objects)
    {
        await Console.Error.WriteLineAsync($"Objects of a miss, {name}:");
        foreach (var allocated in objects)
        {
            await Console.Error.WriteLineAsync($"  {allocated.Bytes} B {allocated.Type}");
        }

        return new($"miss over the inner call: objects: {name}", objects.Count, "objects", BarKind.AtMost, ObjectsBar);
    }
}
