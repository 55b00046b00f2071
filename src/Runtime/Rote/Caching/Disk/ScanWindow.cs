using Rote.Files;

namespace Rote.Caching;

/// <summary>Reads a file from front to back through one buffer.</summary>
internal sealed class ScanWindow(IFile file, long length)
{
    private readonly byte[] _buffer = new byte[(int)Math.Min(64 * 1024, Math.Max(length, RecordFormat.HeaderBytes))];
    private long _start;
    private int _filled;

    /// <summary>Where the file ended when the scan began.</summary>
    public long Length => length;

    /// <summary>Bytes of the file; fewer than asked for where it ends. Valid until the next call.</summary>
    /// <param name="position">Where they begin.</param>
    /// <param name="count">How many; at most the buffer's length.</param>
    public ReadOnlySpan<byte> Peek(long position, int count)
    {
        if (position < _start || position + count > _start + _filled)
        {
            _start = position;
            _filled = file.Read(position, _buffer);
        }

        int offset = (int)(position - _start);
        return _buffer.AsSpan(offset, Math.Min(count, _filled - offset));
    }

    /// <summary>The checksum state after a part of the file, or <see langword="null"/>: the file ends within it.</summary>
    public uint? Checksum(uint state, long position, long count)
    {
        while (count > 0)
        {
            ReadOnlySpan<byte> part = Peek(position, (int)Math.Min(count, _buffer.Length));
            if (part.IsEmpty)
            {
                return null;
            }

            state = Crc32C.Append(state, part);
            position += part.Length;
            count -= part.Length;
        }

        return state;
    }
}
