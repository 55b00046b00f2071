namespace Rote.Bench.Caching.Floods;

/// <summary>Texts.</summary>
internal sealed class TextKeys(string name, string[] texts) : FloodKeys(name)
{
    public override int Count => texts.Length;

    public override ValueTask<string?> AskAsync(IFloodStore store, int index) => store.OfTextAsync(texts[index]);

    public override FloodKeys RandomLikeThese(int seed)
    {
        var random = new Random(seed);
        return new TextKeys("random", [.. texts.Select(text => string.Create(text.Length, random, static (span, random) =>
        {
            for (var index = 0; index < span.Length; index++)
            {
                span[index] = (char)random.Next(char.MaxValue);
            }
        }))]);
    }
}
