namespace Rote.Bench.Batching;

/// <summary>The limits of every batcher in the figures.</summary>
internal static class BatchLimits
{
    /// <summary>Items of a bulk call at most.</summary>
    public const int Items = 1_024;

    /// <summary>Bulk calls in flight at most.</summary>
    public const int Concurrent = 4;
}
