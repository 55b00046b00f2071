using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rote.Bench.Caching.Floods;

/// <summary>
/// <see cref="Generated.KeyHash"/> without its secrets: the same steps with wyhash's published constants, and AES rounds under
/// keys of zeros. An attacker who knows the algorithm finds keys that meet under this one.
/// </summary>
internal static class SeedlessHash
{
    /// <summary>A block whose first half is this one multiplies by zero: whatever stands beside it is forgotten.</summary>
    public const ulong Secret1 = 0xe7037ed1a0b428db;

    /// <summary>Length of the texts that it hashes, by multiplication: a block and half of one.</summary>
    public const int MultipliedLength = 12;

    /// <summary>Length of the texts that it hashes, by AES rounds: two blocks.</summary>
    public const int AesLength = 16;

    private const ulong Secret0 = 0xa0761d6478bd642f;

    /// <summary>Hash of a number.</summary>
    public static ulong Of(long number) => Fold((ulong)number ^ Secret0, Secret1);

    /// <summary>Hash of a text of <see cref="MultipliedLength"/> characters, by multiplication.</summary>
    public static ulong Multiply(string text)
    {
        var words = MemoryMarshal.Cast<char, ulong>(text);
        var state = Fold(words[0] ^ Secret1, words[1] ^ Secret0 ^ (MultipliedLength * sizeof(char)));
        return Fold(words[2] ^ Secret1, words[2] ^ state);
    }

    /// <summary>Hash of a text of <see cref="AesLength"/> characters, by AES rounds.</summary>
    public static ulong EncryptAes(string text)
    {
        var blocks = MemoryMarshal.Cast<char, Vector128<byte>>(text);
        var length = Vector128.CreateScalar((long)AesLength * sizeof(char)).AsByte();
        var last = Mix(blocks[0]) ^ blocks[1];
        return Aes.Encrypt(Aes.Encrypt(last, length), Vector128<byte>.Zero).AsUInt64().ToScalar();
    }

    /// <summary>What a block adds to the last one before that is hashed.</summary>
    public static Vector128<byte> Mix(Vector128<byte> block)
        => Aes.Encrypt(Aes.Encrypt(block, Vector128<byte>.Zero), Vector128<byte>.Zero);

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
