using System.Buffers;

namespace AgentMemory.Wire;

/// <summary>A payload that was received, in a rented buffer.</summary>
internal readonly struct Payload : IDisposable
{
    private readonly byte[] _buffer;
    private readonly int _length;

    private Payload(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Receives exactly <paramref name="length"/> bytes.</summary>
    /// <exception cref="WireFormatException">There are fewer, or more than a payload may have.</exception>
    public static async ValueTask<Payload> ReadAsync(Stream stream, long? length, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Checked(length));
        try
        {
            await stream.ReadExactlyAsync(buffer.AsMemory(0, (int)length!), cancellationToken).ConfigureAwait(false);
            return new Payload(buffer, (int)length);
        }
        catch (Exception exception)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (exception is EndOfStreamException)
            {
                throw new WireFormatException($"the payload ends before its {length} bytes");
            }

            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static int Checked(long? length)
        => length is >= 0 and <= WireLimits.MaxPayload
            ? (int)length
            : throw new WireFormatException($"a payload of {length} bytes; 0 to {WireLimits.MaxPayload} are allowed");
}
