using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Caching.Floods;

/// <summary>Chosen keys beside random ones of the same shape: a million misses, then a million hits.</summary>
/// <remarks>
/// Medians of interleaved rounds. A flood that takes much longer than random keys is broken off and reckoned up: the true figure
/// is larger.
/// </remarks>
internal sealed class FloodFigures : IFigurePart
{
    private const int Room = 2_000_000;
    private const int Rounds = 3;
    private const int Seed = 1;
    private const double Bar = 3;
    private const double Patience = 10;
    private const int KeysBetweenLooks = 1_024;

    public string Name => "flood";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chosen in FloodFamilies.All())
        {
            var random = chosen.RandomLikeThese(Seed);
            var inserts = new List<double>();
            var lookUps = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var usual = await FloodAsync(random, new(TimeSpan.MaxValue, TimeSpan.MaxValue), cancellationToken);
                var limits = new FloodTimes(usual.Insert * Patience, usual.LookUp * Patience);
                var flood = await FloodAsync(chosen, limits, cancellationToken);
                inserts.Add(flood.Insert / usual.Insert);
                lookUps.Add(flood.LookUp / usual.LookUp);
            }

            yield return Ratio($"flood / random inserts: {chosen.Name}", inserts);
            yield return Ratio($"flood / random look-ups: {chosen.Name}", lookUps);
        }
    }

    private static Figure Ratio(string name, List<double> rounds)
        => new(name, rounds.Order().ElementAt(Rounds / 2), "x", BarKind.AtMost, Bar);

    private static async Task<FloodTimes> FloodAsync(FloodKeys keys, FloodTimes limits, CancellationToken cancellationToken)
    {
        await using var store = new FloodStore().Decorate(new RoteOptions { MaxEntries = Room });
        GC.Collect();
        var insert = await AskAllAsync(store, keys, limits.Insert, cancellationToken);
        var lookUp = await AskAllAsync(store, keys, limits.LookUp, cancellationToken);
        return new(insert, lookUp);
    }

    private static async Task<TimeSpan> AskAllAsync(
        IFloodStore store, FloodKeys keys, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var index = 0; index < keys.Count; index++)
        {
            if (index % KeysBetweenLooks == KeysBetweenLooks - 1)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var elapsed = TimeProvider.System.GetElapsedTime(start);
                if (elapsed > limit)
                {
                    return elapsed * ((double)keys.Count / index);
                }
            }

            await keys.AskAsync(store, index);
        }

        return TimeProvider.System.GetElapsedTime(start);
    }
}
