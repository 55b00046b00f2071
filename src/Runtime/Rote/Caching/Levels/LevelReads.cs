namespace Rote.Caching;

/// <summary>Reads several values of a level that has no way to ask for more than one.</summary>
internal static class LevelReads
{
    /// <summary>Reads of one call at once.</summary>
    private const int Parallelism = 32;

    public static async ValueTask<ReadOnlyMemory<byte>?[]> GetManyAsync(
        ICacheLevel level, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var values = new ReadOnlyMemory<byte>?[keys.Count];
        var reads = new Task<ReadOnlyMemory<byte>?>[Math.Min(Parallelism, keys.Count)];
        for (int start = 0; start < keys.Count; start += Parallelism)
        {
            int count = Math.Min(Parallelism, keys.Count - start);
            for (int i = 0; i < count; i++)
            {
                reads[i] = level.GetAsync(keys[start + i], cancellationToken).AsTask();
            }

            ReadOnlyMemory<byte>?[] some = await Task.WhenAll(reads.AsSpan(0, count)).ConfigureAwait(false);
            some.CopyTo(values, start);
        }

        return values;
    }
}
