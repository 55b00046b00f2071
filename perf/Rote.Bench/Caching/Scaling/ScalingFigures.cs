using System.Runtime.CompilerServices;
using Rote.Bench.Caching.Hits;
using Rote.Bench.Figures;
using Rote.Bench.HitPath;

namespace Rote.Bench.Caching.Scaling;

/// <summary>Hits of two threads beside those of one, with statistics on.</summary>
/// <remarks>
/// Medians of interleaved rounds; in each, one thread and then two do the same work each. The figure is what two threads do in
/// the time of one.
/// </remarks>
internal sealed class ScalingFigures : IFigurePart
{
    private const int Entries = 1_000;
    private const int Rounds = 61;
    private const int WarmUpRounds = 6;
    private const int HitsOfAThread = 1_000_000;
    private const int Seed = 1;
    private const double Bar = 1.8;

    public string Name => "scaling";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
#pragma warning disable CA1859 // The question is the hit through the interface.
        INoteStore store = new NoteStore().Decorate();
#pragma warning restore CA1859
        var requests = NoteRequest.Make(Entries);
        foreach (var request in requests)
        {
            await store.GetAsync(request.User, request.Id, cancellationToken);
        }

        new Random(Seed).Shuffle(requests);
        NoteRequest[][] disjoint = [requests[..(Entries / 2)], requests[(Entries / 2)..]];

        // Both threads pass copies: who passes the stored strings has less to compare, and the threads are to do the same work.
        NoteRequest[][] same = [Copies(requests), Copies(requests)];
        NoteRequest[][] one = [Copies(requests[..1]), Copies(requests[..1])];
        (string Name, NoteRequest[][] Requests, List<double> Ratios)[] cases =
            [("different keys", disjoint, []), ("the same keys", same, []), ("one key", one, [])];
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (_, ofThreads, ratios) in cases)
            {
                var alone = ThreadRace.Run(1, number => Hit(store, ofThreads[number]));
                var both = ThreadRace.Run(2, number => Hit(store, ofThreads[number]));
                if (round >= WarmUpRounds)
                {
                    ratios.Add(2 * alone / both);
                }
            }
        }

        foreach (var (name, _, ratios) in cases)
        {
            yield return new(
                $"hits of two threads / of one: {name}", ratios.Order().ElementAt(Rounds / 2), "x", BarKind.AtLeast, Bar);
        }
    }

    private static NoteRequest[] Copies(NoteRequest[] requests) => [.. requests.Select(request => request.Copy())];

    private static void Hit(INoteStore store, NoteRequest[] requests)
    {
        var next = 0;
        for (var hit = 0; hit < HitsOfAThread; hit++)
        {
            ref var request = ref requests[next];
            Completed.Result(store.GetAsync(request.User, request.Id));
            next = next + 1 < requests.Length ? next + 1 : 0;
        }
    }
}
