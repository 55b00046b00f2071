using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rote.Caching;

/// <summary>
/// The identity of a generation of a tag or region: 128 random bits, so that no process ever makes one that was there before.
/// </summary>
internal readonly record struct Generation(UInt128 Id)
{
    public const int SizeBytes = 16;

    public static Generation Create()
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        RandomNumberGenerator.Fill(bytes);
        return Read(bytes);
    }

    public static Generation Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt128LittleEndian(source));

    public void Write(Span<byte> target) => BinaryPrimitives.WriteUInt128LittleEndian(target, Id);
}
