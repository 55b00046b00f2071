using System.Buffers;
using System.Runtime.InteropServices;
using Rote.Files;

namespace Rote.Caching;

/// <summary>
/// Writes the file anew, beside the old one, and gives it the old one's place when all of it is durable. A crash at any moment
/// leaves the old file or the new one.
/// </summary>
internal sealed class FileRewriter(IFileSystem files, string path, Action<Span<byte>> fillRandom)
{
    private const int BufferBytes = 1024 * 1024;
    private readonly string _newPath = path + ".new";

    /// <summary>Removes what an earlier rewrite left when its process died.</summary>
    public void DeleteLeftover() => files.Delete(_newPath);

    /// <summary>Makes a file with some records of another one; what is damaged stays behind.</summary>
    /// <param name="source">Where the records are; <see langword="null"/> for an empty file.</param>
    /// <param name="records">Which of them, in their order.</param>
    /// <param name="locations">Where they are now.</param>
    /// <returns>The new file, in its place; the folder's entry is not durable yet.</returns>
    public RecordFile Rewrite(
        RecordFile? source,
        ReadOnlySpan<KeyValuePair<ulong, RecordLocation>> records,
        out Dictionary<ulong, RecordLocation> locations)
    {
        files.Delete(_newPath);
        IFile file = files.Create(_newPath);
        try
        {
            FileIdentity identity = NewIdentity(source);
            locations = new(records.Length);
            WriteHeader(file, identity);
            long end = Copy(source, records, file, new RecordFormat(identity), locations);
            file.Flush();
            files.Replace(_newPath, path);
            return new RecordFile(file, new FileHeaderContent(identity, FileHeader.Bytes, 0), end);
        }
        catch
        {
            // On a full disk, what was written so far has to go.
            file.Dispose();
            files.Delete(_newPath);
            throw;
        }
    }

    // Hashes stay comparable; checksums do not, so that no record of an old file is one of the new file.
    private FileIdentity NewIdentity(RecordFile? source)
    {
        Span<ulong> random = stackalloc ulong[3];
        fillRandom(MemoryMarshal.AsBytes(random));
        uint seed = (uint)random[2];
        return source is null ? new FileIdentity(random[0], random[1], seed) : source.Identity with { Seed = seed };
    }

    private static void WriteHeader(IFile file, in FileIdentity identity)
    {
        Span<byte> header = stackalloc byte[FileHeader.Bytes];
        FileHeader.Write(header, identity);
        file.Write(0, header);
    }

    private static long Copy(
        RecordFile? source,
        ReadOnlySpan<KeyValuePair<ulong, RecordLocation>> records,
        IFile target,
        RecordFormat format,
        Dictionary<ulong, RecordLocation> locations)
    {
        long end = FileHeader.Bytes;
        if (source is null)
        {
            return end;
        }

        int longest = 0;
        foreach (KeyValuePair<ulong, RecordLocation> record in records)
        {
            longest = Math.Max(longest, record.Value.Length);
        }

        byte[] read = ArrayPool<byte>.Shared.Rent(longest);
        byte[] write = ArrayPool<byte>.Shared.Rent(Math.Max(BufferBytes, longest));
        try
        {
            int filled = 0;
            foreach (KeyValuePair<ulong, RecordLocation> record in records)
            {
                RecordLocation old = record.Value;
                Span<byte> bytes = read.AsSpan(0, old.Length);
                if (!TryRead(source, old, bytes, out RecordHeader header))
                {
                    continue;
                }

                if (filled + old.Length > write.Length)
                {
                    target.Write(end - filled, write.AsSpan(0, filled));
                    filled = 0;
                }

                Span<byte> key = bytes.Slice(RecordFormat.HeaderBytes, header.KeyBytes);
                Span<byte> value = bytes.Slice(RecordFormat.HeaderBytes + header.KeyBytes, header.ValueBytes);
                format.Write(write.AsSpan(filled, old.Length), end, header, key, value);
                locations.Add(record.Key, old with { Position = end, LastUse = 0 });
                filled += old.Length;
                end += old.Length;
            }

            target.Write(end - filled, write.AsSpan(0, filled));
            return end;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(read);
            ArrayPool<byte>.Shared.Return(write);
        }
    }

    private static bool TryRead(RecordFile source, in RecordLocation location, Span<byte> target, out RecordHeader header)
    {
        header = default;
        try
        {
            return source.File.Read(location.Position, target) == target.Length
                && source.Format.TryRead(target, location.Position, out header);
        }
        catch (IOException)
        {
            // A place of the disk that cannot be read would stop every rewrite. The value is as lost as a damaged one.
            return false;
        }
    }
}
