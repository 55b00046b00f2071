namespace Rote.Bench.Caching.Floods;

/// <summary>Answers everything at once.</summary>
internal sealed class FloodStore : IFloodStore
{
    private const string Answer = "answer";

    public ValueTask<string?> OfTextAsync(string text, CancellationToken cancellationToken = default) => new(Answer);

    public ValueTask<string?> OfNumberAsync(long number, CancellationToken cancellationToken = default) => new(Answer);

    public ValueTask<string?> OfPairAsync(int first, int second, CancellationToken cancellationToken = default) => new(Answer);

    public ValueTask<string?> OfGuidAsync(Guid id, CancellationToken cancellationToken = default) => new(Answer);
}
