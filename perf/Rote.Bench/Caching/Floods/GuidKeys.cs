namespace Rote.Bench.Caching.Floods;

/// <summary>Guids.</summary>
internal sealed class GuidKeys(string name, Guid[] guids) : FloodKeys(name)
{
    public override int Count => guids.Length;

    public override ValueTask<string?> AskAsync(IFloodStore store, int index) => store.OfGuidAsync(guids[index]);

    public override FloodKeys RandomLikeThese(int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[16];
        Guid Next()
        {
            random.NextBytes(bytes);
            return new Guid(bytes);
        }

        return new GuidKeys("random", [.. guids.Select(_ => Next())]);
    }
}
