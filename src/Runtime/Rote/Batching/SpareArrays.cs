using System.Runtime.CompilerServices;

namespace Rote.Batching;

/// <summary>Arrays of two lengths, used again: a batch of many calls costs no memory for what it holds of each.</summary>
/// <remarks>Thread-safe. Bounded; constant time.</remarks>
internal sealed class SpareArrays<T>
{
    private const int Small = 8;
    private const int Largest = 8192;
    private const int MostKept = 32;

    private readonly T[]?[] _small = new T[]?[MostKept];
    private readonly T[]?[] _large = new T[]?[MostKept];
    private readonly int _length;

    /// <param name="length">Elements of a full batch. Beyond a few thousand arrays are not kept.</param>
    public SpareArrays(long length) => _length = (int)Math.Clamp(length, Small + 1, Largest);

    /// <summary>An array of at least that length.</summary>
    // Most batches are of a few calls or of many.
    public T[] Rent(int length)
        => length <= Small ? TakeFrom(_small) ?? new T[Small]
            : length <= _length ? TakeFrom(_large) ?? new T[_length]
            : new T[length];

    /// <summary>A longer array with the elements of <paramref name="array"/>, which is taken back.</summary>
    public T[] Grow(T[] array)
    {
        T[] longer = array.Length < _length ? Rent(array.Length + 1) : new T[2 * array.Length];
        array.CopyTo(longer, 0);
        Return(array, array.Length);
        return longer;
    }

    /// <summary>Takes an array back.</summary>
    /// <param name="array">The array.</param>
    /// <param name="used">Elements at its beginning that may hold something.</param>
    public void Return(T[] array, int used)
    {
        T[]?[]? kept = array.Length == Small ? _small : array.Length == _length ? _large : null;
        if (kept is null)
        {
            return;
        }

        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            array.AsSpan(0, used).Clear();
        }

        foreach (ref T[]? spare in kept.AsSpan())
        {
            if (spare is null && Interlocked.CompareExchange(ref spare, array, null) is null)
            {
                return;
            }
        }
    }

    private static T[]? TakeFrom(T[]?[] kept)
    {
        foreach (ref T[]? spare in kept.AsSpan())
        {
            if (spare is not null && Interlocked.Exchange(ref spare, null) is { } array)
            {
                return array;
            }
        }

        return null;
    }
}
