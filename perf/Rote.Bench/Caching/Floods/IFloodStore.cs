namespace Rote.Bench.Caching.Floods;

/// <summary>A store whose keys come from strangers.</summary>
public interface IFloodStore
{
    /// <summary>Reads by a text.</summary>
    [Cached(Hours = 1)]
    ValueTask<string?> OfTextAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>Reads by a number.</summary>
    [Cached(Hours = 1)]
    ValueTask<string?> OfNumberAsync(long number, CancellationToken cancellationToken = default);

    /// <summary>Reads by two numbers.</summary>
    [Cached(Hours = 1)]
    ValueTask<string?> OfPairAsync(int first, int second, CancellationToken cancellationToken = default);

    /// <summary>Reads by a guid.</summary>
    [Cached(Hours = 1)]
    ValueTask<string?> OfGuidAsync(Guid id, CancellationToken cancellationToken = default);
}
