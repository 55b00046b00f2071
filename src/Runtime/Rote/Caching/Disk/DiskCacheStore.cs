namespace Rote.Caching;

/// <summary>An open file: reads it, and has its writer. Disposed when nobody uses it any more.</summary>
/// <param name="options">Bounds and the clock.</param>
/// <param name="index">What is in the file.</param>
/// <param name="writer">Changes file and index.</param>
/// <param name="held">The lock.</param>
/// <param name="damagedRegions">Places that were skipped when the file was opened.</param>
internal sealed class DiskCacheStore(
    DiskCacheOptions options, RecordIndex index, DiskCacheWriter writer, IDisposable held, long damagedRegions) : IDisposable
{
    private readonly RecordFormat _format = index.File.Format;
    private long _damagedReads;

    public DiskCacheStatistics Statistics => new(
        index.Count, index.File.End, Interlocked.Read(ref _damagedReads), damagedRegions, writer.Rewrites);

    /// <summary>The keys' hashes stay the same while the file is open, also over rewrites.</summary>
    public ulong HashOf(string key) => _format.HashOf(key);

    public ReadOnlyMemory<byte>? Read(string key)
    {
        ulong hash = HashOf(key);
        long now = Now();
        RecordLocation location = default;
        RecordFile file = index.Locate(new ReadOnlySpan<ulong>(in hash), now, new Span<RecordLocation>(ref location));
        try
        {
            return Read(file, location, key, now);
        }
        finally
        {
            file.Leave();
        }
    }

    /// <summary>Reads in the order of the file, so that a disk reads forward.</summary>
    public ReadOnlyMemory<byte>?[] ReadMany(IReadOnlyList<string> keys)
    {
        var values = new ReadOnlyMemory<byte>?[keys.Count];
        var hashes = new ulong[keys.Count];
        var locations = new RecordLocation[keys.Count];
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = HashOf(keys[i]);
        }

        long now = Now();
        RecordFile file = index.Locate(hashes, now, locations);
        try
        {
            var positions = new long[locations.Length];
            var order = new int[locations.Length];
            for (int i = 0; i < order.Length; i++)
            {
                order[i] = i;
                positions[i] = locations[i].Position;
            }

            Array.Sort(positions, order);
            foreach (int i in order)
            {
                values[i] = Read(file, locations[i], keys[i], now);
            }

            return values;
        }
        finally
        {
            file.Leave();
        }
    }

    public void Write(List<WriteRequest> batch) => writer.Write(batch);

    /// <summary>Makes durable what was written. The writer is idle and stays so.</summary>
    public void Flush() => writer.Flush();

    public void Dispose()
    {
        index.File.Leave();
        held.Dispose();
    }

    public long Now() => options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    private ReadOnlyMemory<byte>? Read(RecordFile file, in RecordLocation location, string key, long now)
    {
        if (location.Length == 0)
        {
            return null;
        }

        // One array, of which the value is a part: no copy, and nothing to give back.
        byte[] record = GC.AllocateUninitializedArray<byte>(location.Length);
        bool isIntact = ReadRecord(file, location.Position, record, out RecordHeader header);
        if (!isIntact)
        {
            Interlocked.Increment(ref _damagedReads);
            return null;
        }

        // Another key with the same hash; or the machine's clock was set back, so that the lifetime means nothing.
        bool isAnswer = header.Kind == RecordKind.Value
            && record.AsSpan(RecordFormat.HeaderBytes, header.KeyBytes).SequenceEqual(RecordFormat.BytesOf(key))
            && header.WrittenAt <= now
            && header.ExpiresAt > now;
        if (!isAnswer)
        {
            // Not in one conditional with the value: there, null would become an empty value.
            return null;
        }

        return new ReadOnlyMemory<byte>(record, RecordFormat.HeaderBytes + header.KeyBytes, header.ValueBytes);
    }

    private bool ReadRecord(RecordFile file, long position, byte[] target, out RecordHeader header)
    {
        header = default;
        try
        {
            return file.File.Read(position, target) == target.Length
                && file.Format.TryRead(target, position, out header);
        }
        catch (Exception exception) when (DiskCacheException.IsOfFiles(exception))
        {
            throw DiskCacheException.InputOutput(options.Path, "read", exception);
        }
    }
}
