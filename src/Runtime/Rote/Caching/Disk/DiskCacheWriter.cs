using System.Buffers;
using System.Runtime.InteropServices;
using Rote.Files;

namespace Rote.Caching;

/// <summary>Appends records and makes room. One call at a time; readers go on meanwhile.</summary>
/// <param name="files">Where the file is.</param>
/// <param name="options">Bounds and durability.</param>
/// <param name="rewriter">Makes the next generation of the file.</param>
/// <param name="index">What readers see.</param>
/// <param name="isIndexComplete">Whether a key that is not in the index has no record in the file that could come back.</param>
internal sealed class DiskCacheWriter(
    IFileSystem files, DiskCacheOptions options, FileRewriter rewriter, RecordIndex index, bool isIndexComplete)
{
    private readonly RetryBackoff _rewriteBackoff = new(options);
    private long _rewrites;
    private bool _isIndexComplete = isIndexComplete;

    // Bytes of a failed write may be behind the end. Nothing is written before they are gone: written over in part, they
    // could be taken for records later.
    private bool _mustTruncate;

    // They may also be on the disk still: cut off, but not durably. Then a key that is not in the index may have a record.
    private bool _mayHaveFailedBytes;

    // The folder may still name an older file. Unknown for a level that has just been opened.
    private bool _mustFlushDirectory = true;

    /// <summary>Whether a key that is not in the index cannot come back.</summary>
    private bool IsAbsenceDurable => _isIndexComplete && !_mustFlushDirectory && !_mayHaveFailedBytes;

    public long Rewrites => Interlocked.Read(ref _rewrites);

    /// <summary>A share of the file's bytes: a batch fits beside what a rewrite keeps.</summary>
    public static long QuarterOf(DiskCacheOptions options)
        => ((options.MaxBytes - FileHeader.Bytes) / 4) & -RecordFormat.Alignment;

    /// <summary>Writes a batch and answers every request of it.</summary>
    public void Write(List<WriteRequest> batch)
    {
        try
        {
            TryWrite(batch);
        }
        catch (Exception exception)
        {
            // A failure, also one that should not happen, reaches those who wait.
            FailOpen(batch, DiskCacheException.IsOfFiles(exception) ? Typed(exception) : exception, onlyValues: false);
        }
    }

    public void Flush()
    {
        try
        {
            Truncate();
            MakeDurable();
        }
        catch (Exception exception) when (DiskCacheException.IsOfFiles(exception))
        {
            throw Typed(exception);
        }
    }

    private void TryWrite(List<WriteRequest> batch)
    {
        // What is to be removed is hidden at once, and stays so whatever fails below.
        HideRemoved(batch);
        Truncate();
        MakeRoom(batch);
        Append(batch);
        bool isEveryWrite = options.Flush == DiskCacheFlush.EveryWrite;
        bool isFlushNeeded = false;
        foreach (WriteRequest request in batch)
        {
            if (request.IsRemoval || isEveryWrite)
            {
                isFlushNeeded |= !request.IsEnded;
                continue;
            }

            request.Complete();
        }

        if (!isFlushNeeded)
        {
            return;
        }

        MakeDurable();
        foreach (WriteRequest request in batch)
        {
            if (request.IsRemoval)
            {
                index.ForgetHidden(request.Header.KeyHash);
            }

            request.Complete();
        }
    }

    private void HideRemoved(List<WriteRequest> batch)
    {
        bool hasValues = false;
        foreach (WriteRequest request in batch)
        {
            if (!request.IsRemoval)
            {
                hasValues = true;
            }
            else if (!index.Hide(request.Header.KeyHash) && !hasValues && IsAbsenceDurable)
            {
                // Nothing could come back: what has left the index has a durable tombstone, or is not in the file.
                request.Complete();
            }
        }
    }

    private void Truncate()
    {
        if (_mustTruncate)
        {
            index.File.File.SetLength(index.File.End);
            _mustTruncate = false;
        }
    }

    private void MakeRoom(List<WriteRequest> batch)
    {
        long end = index.File.End + BytesOf(batch);
        if (end <= options.MaxBytes && index.Count + CountValues(batch) <= options.MaxEntries)
        {
            return;
        }

        if ((_rewriteBackoff.TooEarly ?? TryRewrite()) is { } failure)
        {
            // Tombstones are short: removals go on for a while where values have no room any more.
            FailOpen(batch, failure, onlyValues: end <= options.MaxBytes + QuarterOf(options));
        }
    }

    private DiskCacheException? TryRewrite()
    {
        try
        {
            Rewrite();
            _rewriteBackoff.Succeeded();
            return null;
        }
        catch (Exception exception) when (DiskCacheException.IsOfFiles(exception))
        {
            DiskCacheException failure = Typed(exception);
            _rewriteBackoff.Failed(failure);
            return failure;
        }
    }

    private void Rewrite()
    {
        List<KeyValuePair<ulong, RecordLocation>> live = index.Live(options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        ReadOnlySpan<KeyValuePair<ulong, RecordLocation>> kept = LastUsed(CollectionsMarshal.AsSpan(live));
        RecordFile file = rewriter.Rewrite(index.File, kept, out Dictionary<ulong, RecordLocation> locations);
        _mustFlushDirectory = true;
        _isIndexComplete = true;
        _mayHaveFailedBytes = false;
        index.Replace(file, locations);
        Interlocked.Increment(ref _rewrites);
        FlushDirectory();
    }

    /// <summary>Three quarters of the bounds, so that the next rewrite is a quarter of the file away.</summary>
    private ReadOnlySpan<KeyValuePair<ulong, RecordLocation>> LastUsed(ReadOnlySpan<KeyValuePair<ulong, RecordLocation>> live)
    {
        long bytes = 3 * QuarterOf(options);
        long entries = (long)options.MaxEntries * 3 / 4;
        int first = live.Length;
        while (first > 0 && entries > 0 && live[first - 1].Value.Length <= bytes)
        {
            first--;
            entries--;
            bytes -= live[first].Value.Length;
        }

        return live[first..];
    }

    private void Append(List<WriteRequest> batch)
    {
        int length = (int)BytesOf(batch);
        if (length == 0)
        {
            return;
        }

        RecordFile file = index.File;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Encode(batch, buffer.AsSpan(0, length), file);
            Write(file, buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Publish(batch, file);
    }

    private static void Encode(List<WriteRequest> batch, Span<byte> target, RecordFile file)
    {
        RecordFormat format = file.Format;
        long position = file.End;
        foreach (WriteRequest request in batch)
        {
            if (request.IsEnded)
            {
                continue;
            }

            int length = (int)request.Header.RecordBytes;
            ReadOnlySpan<byte> key = request.IsRemoval ? [] : RecordFormat.BytesOf(request.Key);
            format.Write(target[..length], position, request.Header, key, request.Value.Span);
            target = target[length..];
            position += length;
        }
    }

    private void Write(RecordFile file, ReadOnlySpan<byte> records)
    {
        try
        {
            file.File.Write(file.End, records);
        }
        catch
        {
            _mustTruncate = true;
            _mayHaveFailedBytes = true;
            throw;
        }
    }

    private void Publish(List<WriteRequest> batch, RecordFile file)
    {
        long position = file.End;
        foreach (WriteRequest request in batch)
        {
            if (request.IsEnded)
            {
                continue;
            }

            RecordHeader header = request.Header;
            if (request.IsRemoval)
            {
                index.Hide(header.KeyHash);
            }
            else
            {
                index.Set(header.KeyHash, new RecordLocation(position, (int)header.RecordBytes, header.ExpiresAt));
            }

            position += header.RecordBytes;
        }

        file.End = position;
    }

    private void MakeDurable()
    {
        FlushDirectory();
        index.File.MakeDurable();
        _mayHaveFailedBytes = _mustTruncate;
    }

    private void FlushDirectory()
    {
        if (_mustFlushDirectory)
        {
            files.FlushDirectory(Path.GetDirectoryName(options.Path)!);
            _mustFlushDirectory = false;
        }
    }

    private static long BytesOf(List<WriteRequest> batch)
    {
        long bytes = 0;
        foreach (WriteRequest request in batch)
        {
            bytes += request.IsEnded ? 0 : request.Header.RecordBytes;
        }

        return bytes;
    }

    private static int CountValues(List<WriteRequest> batch)
    {
        int values = 0;
        foreach (WriteRequest request in batch)
        {
            values += request.IsRemoval ? 0 : 1;
        }

        return values;
    }

    private static void FailOpen(List<WriteRequest> batch, Exception exception, bool onlyValues)
    {
        foreach (WriteRequest request in batch)
        {
            if (!request.IsEnded && !(onlyValues && request.IsRemoval))
            {
                request.Fail(exception is DiskCacheException typed ? DiskCacheException.Again(typed) : exception);
            }
        }
    }

    private DiskCacheException Typed(Exception exception)
        => exception as DiskCacheException ?? DiskCacheException.InputOutput(options.Path, "written", exception);
}
