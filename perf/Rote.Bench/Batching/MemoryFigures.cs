using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Batching;

/// <summary>Bytes that the whole process allocates for a call, the array that the backend gets included.</summary>
internal sealed class MemoryFigures : IFigurePart
{
    private const double Bar = 16;
    private const int WarmUps = 2;
    private const int Rounds = 5;
    private const int DuplicatePercent = 30;
    private const long Calls = 500_000;

    public string Name => "memory";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<BackendKind>())
        {
            foreach (var callers in (int[])[100, 1_000, 10_000])
            {
                cancellationToken.ThrowIfCancellationRequested();
                var name = $"bytes of a call: {kind.Name()}, {callers} callers";
                yield return new(name, await MeasureAsync(kind, callers, false), "B", BarKind.AtMost, Bar);
                yield return new(
                    $"{name}, cancellable, {DuplicatePercent} % the same",
                    await MeasureAsync(kind, callers, true),
                    "B",
                    BarKind.AtMost,
                    Bar);
            }
        }
    }

    private static async Task<double> MeasureAsync(BackendKind kind, int callers, bool hard)
    {
        await using var store = new Backend(kind).Decorate();
        var loop = new ClosedLoop(store, callers) { Cancellable = hard, Duplicates = hard ? DuplicatePercent : 0 };

        // What a caller costs once, its task and its token, is no cost of its calls: the difference of two lengths is.
        List<double> bytes = [];
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            var shorter = await loop.RunAsync(Calls);
            var longer = await loop.RunAsync(2 * Calls);
            if (round >= WarmUps)
            {
                bytes.Add((double)(longer.Bytes - shorter.Bytes) / (longer.Calls - shorter.Calls));
            }
        }

        return bytes.Order().ElementAt(Rounds / 2);
    }
}
