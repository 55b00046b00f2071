namespace Rote.Bench.Caching.Floods;

/// <summary>Numbers.</summary>
internal sealed class NumberKeys(string name, long[] numbers) : FloodKeys(name)
{
    public override int Count => numbers.Length;

    public override ValueTask<string?> AskAsync(IFloodStore store, int index) => store.OfNumberAsync(numbers[index]);

    public override FloodKeys RandomLikeThese(int seed)
    {
        var random = new Random(seed);
        return new NumberKeys("random", [.. numbers.Select(_ => random.NextInt64())]);
    }
}
