namespace Rote.Bench.Caching.Floods;

/// <summary>Pairs of numbers.</summary>
internal sealed class PairKeys(string name, (int First, int Second)[] pairs) : FloodKeys(name)
{
    public override int Count => pairs.Length;

    public override ValueTask<string?> AskAsync(IFloodStore store, int index)
        => store.OfPairAsync(pairs[index].First, pairs[index].Second);

    public override FloodKeys RandomLikeThese(int seed)
    {
        var random = new Random(seed);
        return new PairKeys("random", [.. pairs.Select(_ => (random.Next(), random.Next()))]);
    }
}
