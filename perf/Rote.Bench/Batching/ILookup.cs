namespace Rote.Bench.Batching;

/// <summary>
/// The store of the batching figures. Its items and results are numbers, so that bytes counted are the batcher's.
/// </summary>
public interface ILookup
{
    [Batched(nameof(GetManyAsync), MaxBatchSize = BatchLimits.Items, MaxConcurrentBatches = BatchLimits.Concurrent)]
    ValueTask<long> GetAsync(long id, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<long>> GetManyAsync(long[] ids, CancellationToken cancellationToken = default);
}
