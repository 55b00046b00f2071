namespace Rote.Bench.Caching.Floods;

/// <summary>Keys that somebody chose, or random ones of the same shape.</summary>
/// <param name="name">What was chosen.</param>
internal abstract class FloodKeys(string name)
{
    public string Name => name;

    public abstract int Count { get; }

    /// <summary>Asks for a key.</summary>
    public abstract ValueTask<string?> AskAsync(IFloodStore store, int index);

    /// <summary>Random keys of the same shape.</summary>
    public abstract FloodKeys RandomLikeThese(int seed);
}
