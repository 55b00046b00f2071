using Rote.Files;

namespace Rote.Caching;

/// <summary>Opens the file: takes the lock, recognises what is there, recovers what can be used.</summary>
internal sealed class DiskCacheOpener(IFileSystem files, DiskCacheOptions options, Action<Span<byte>> fillRandom)
{
    private readonly FileRewriter _rewriter = new(files, options.Path, fillRandom);

    /// <exception cref="DiskCacheException">It cannot be used now; the message says why.</exception>
    public DiskCacheStore Open()
    {
        IDisposable? held = null;
        try
        {
            files.CreateDirectory(Path.GetDirectoryName(options.Path)!);
            held = files.TryLock(options.Path + ".lock") ?? throw DiskCacheException.Locked(options.Path);
            _rewriter.DeleteLeftover();
            return OpenFile(held);
        }
        catch (Exception exception)
        {
            held?.Dispose();
            if (exception is not DiskCacheException && DiskCacheException.IsOfFiles(exception))
            {
                throw DiskCacheException.InputOutput(options.Path, "opened", exception);
            }

            throw;
        }
    }

    private DiskCacheStore OpenFile(IDisposable held)
    {
        IFile? file = files.Open(options.Path);
        if (file is null)
        {
            return Fresh(held, 0);
        }

        try
        {
            if (TryReadHeader(file, out FileHeaderContent header))
            {
                ScanResult scan = RecordScanner.Scan(file, header);
                if (!scan.IsLost)
                {
                    return Reopened(held, file, header, scan);
                }
            }

            bool isEmpty = file.Length == 0;
            file.Dispose();
            return Fresh(held, isEmpty ? 0 : 1);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether the header is whole. Damaged beyond use, the file is replaced; what was never a cache is not touched.
    /// </summary>
    private bool TryReadHeader(IFile file, out FileHeaderContent header)
    {
        Span<byte> buffer = stackalloc byte[FileHeader.Bytes];
        ReadOnlySpan<byte> start = buffer[..file.Read(0, buffer)];
        if (!start.StartsWith(FileHeader.Magic[..Math.Min(start.Length, FileHeader.Magic.Length)]))
        {
            throw DiskCacheException.NotACache(options.Path);
        }

        int? version = FileHeader.TryRead(start, out header);
        return version is not { } known || FileHeader.IsKnown(known)
            ? version is not null
            : throw DiskCacheException.UnknownVersion(options.Path, known);
    }

    private DiskCacheStore Reopened(IDisposable held, IFile file, in FileHeaderContent header, in ScanResult scan)
    {
        if (file.Length > scan.End)
        {
            file.SetLength(scan.End);
        }

        var recordFile = new RecordFile(file, header, scan.End);
        return Store(held, new RecordIndex(recordFile, scan.Index), scan.DamagedRegions);
    }

    private DiskCacheStore Fresh(IDisposable held, long damagedRegions)
    {
        RecordFile file = _rewriter.Rewrite(null, [], out Dictionary<ulong, RecordLocation> locations);
        return Store(held, new RecordIndex(file, locations), damagedRegions);
    }

    private DiskCacheStore Store(IDisposable held, RecordIndex index, long damagedRegions)
    {
        var writer = new DiskCacheWriter(files, options, _rewriter, index, isIndexComplete: damagedRegions == 0);
        return new DiskCacheStore(options, index, writer, held, damagedRegions);
    }
}
