using System.Buffers;

namespace Rote.Caching;

/// <summary>Turns values into bytes and back, for a second level.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <remarks>Thread-safe.</remarks>
public interface IValueSerializer<T>
{
    /// <summary>Writes a value; never called with <see langword="null"/>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="target">Where its bytes go.</param>
    void Serialize(T value, IBufferWriter<byte> target);

    /// <summary>Reads a value back. May throw anything: the read is then a miss, and counted as a failure.</summary>
    /// <param name="source">The bytes that were written; not to be kept.</param>
    /// <returns>The value.</returns>
    T Deserialize(ReadOnlySpan<byte> source);
}
