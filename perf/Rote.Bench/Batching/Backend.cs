namespace Rote.Bench.Batching;

/// <summary>A store that gives back the numbers it is asked for, so that its answer allocates nothing.</summary>
internal sealed class Backend(BackendKind kind) : ILookup
{
    private long _bulkCalls;

    public long BulkCalls => Interlocked.Read(ref _bulkCalls);

    public async ValueTask<long> GetAsync(long id, CancellationToken cancellationToken = default)
    {
        if (kind == BackendKind.Yielding)
        {
            await Task.Yield();
        }
        else if (kind == BackendKind.RoundTrip)
        {
            await Wire.RoundTripAsync();
        }

        return id;
    }

    public ValueTask<IReadOnlyList<long>> GetManyAsync(long[] ids, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _bulkCalls);
        return kind switch
        {
            BackendKind.Yielding => YieldAsync(ids),
            BackendKind.RoundTrip => TravelAsync(ids),
            _ => new(ids),
        };
    }

    private static async ValueTask<IReadOnlyList<long>> YieldAsync(long[] ids)
    {
        await Task.Yield();
        return ids;
    }

    private static async ValueTask<IReadOnlyList<long>> TravelAsync(long[] ids)
    {
        await Wire.RoundTripAsync();
        return ids;
    }
}
