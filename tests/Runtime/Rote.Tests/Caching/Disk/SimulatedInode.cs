namespace Rote.Tests.Caching.Disk;

/// <summary>A file's bytes as programs see them, as they are on the disk, and what is not on the disk yet.</summary>
internal sealed class SimulatedInode
{
    private readonly List<(long Position, byte[]? Bytes)> _pending = [];
    private byte[] _durable = [];

    public byte[] Bytes { get; set; } = [];

    public void Write(long position, ReadOnlySpan<byte> source)
    {
        Bytes = Applied(Bytes, position, source.ToArray());
        _pending.Add((position, source.ToArray()));
    }

    public void SetLength(long length)
    {
        Bytes = Applied(Bytes, length, null);
        _pending.Add((length, null));
    }

    public void Flush()
    {
        _durable = Bytes;
        _pending.Clear();
    }

    /// <summary>
    /// What the disk may hold after a loss of power: any of the pending writes, each whole, torn or not at all.
    /// </summary>
    public void LosePower(Random random)
    {
        byte[] image = _durable;
        foreach ((long position, byte[]? bytes) in _pending)
        {
            int fate = random.Next(4);
            if (bytes is null)
            {
                // Lengths are journalled in their order; only their moment is open.
                image = Applied(image, position, null);
            }
            else if (fate == 0)
            {
                image = Applied(image, position, bytes);
            }
            else if (fate == 1)
            {
                image = Applied(image, position, bytes[..random.Next(bytes.Length + 1)]);
            }
            else if (fate == 2)
            {
                int from = random.Next(bytes.Length + 1);
                image = Applied(image, position + from, bytes[from..]);
            }
        }

        Bytes = image;
        Flush();
    }

    private static byte[] Applied(byte[] image, long position, byte[]? bytes)
    {
        byte[] result = image;
        if (bytes is null)
        {
            Array.Resize(ref result, (int)position);
            return ReferenceEquals(result, image) ? [.. image] : result;
        }

        result = new byte[Math.Max(image.Length, bytes.Length == 0 ? 0 : position + bytes.Length)];
        image.CopyTo(result, 0);
        bytes.CopyTo(result, position > result.Length ? result.Length : position);
        return result;
    }
}
