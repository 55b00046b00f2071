using System.Buffers;
using System.Globalization;

namespace Rote.Caching;

/// <summary>A pooled buffer of characters in which the parts of a key are put together. Not to be copied.</summary>
internal struct KeyTextBuffer
{
    private const int InitialCapacity = 256;

    /// <summary>Longest part that is not a text: a mark, a sign, 29 digits, the scale and its marks; or a Guid.</summary>
    private const int MaxShortPart = 48;

    private const char Null = '~';
    private const char End = ';';

    private char[]? _buffer;
    private int _length;

    public readonly ReadOnlySpan<char> Text => _buffer.AsSpan(0, _length);

    /// <summary>Adds units as they are; injective only where all texts of a kind begin with the same ones.</summary>
    public void AddPrefix(string prefix)
    {
        Reserve(prefix.Length);
        prefix.CopyTo(_buffer.AsSpan(_length));
        _length += prefix.Length;
    }

    public void AddNull(char type)
    {
        Reserve(MaxShortPart);
        Put(type);
        Put(Null);
    }

    public void AddText(string value)
    {
        Reserve(checked(value.Length + MaxShortPart));
        Put('s');
        Append(value.Length);
        Put(':');
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    public void AddNumber<T>(char type, T value)
        where T : struct, ISpanFormattable
    {
        Reserve(MaxShortPart);
        Put(type);
        Append(value);
        Put(End);
    }

    /// <summary>Adds bits as hexadecimal digits.</summary>
    public void AddBits(char type, ulong bits, int digits)
    {
        Reserve(MaxShortPart);
        Put(type);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        {
            Put("0123456789abcdef"[(int)(bits >> shift) & 0xF]);
        }
    }

    public void AddDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        int scale = (bits[3] >> 16) & 0xFF;
        while (scale > 0)
        {
            (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(mantissa, 10);
            if (remainder != 0)
            {
                break;
            }

            mantissa = quotient;
            scale--;
        }

        Reserve(MaxShortPart);
        Put('k');
        Put(bits[3] < 0 && mantissa != 0 ? '-' : '+');
        Append(mantissa);
        Put('e');
        Append(scale);
        Put(End);
    }

    public void AddGuid(Guid value)
    {
        Reserve(MaxShortPart);
        Put('g');
        value.TryFormat(_buffer.AsSpan(_length), out int written, "N");
        _length += written;
    }

    /// <summary>Gives the buffer back; the text is gone.</summary>
    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<char>.Shared.Return(_buffer);
        }

        this = default;
    }

    private void Put(char unit) => _buffer![_length++] = unit;

    /// <summary>Formats into room that was reserved.</summary>
    private void Append<T>(T value)
        where T : struct, ISpanFormattable
    {
        value.TryFormat(_buffer.AsSpan(_length), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    private void Reserve(int count)
    {
        int needed = checked(_length + count);
        if (_buffer is null || needed > _buffer.Length)
        {
            Grow(needed);
        }
    }

    private void Grow(int needed)
    {
        int doubled = (int)Math.Min(2L * _length, Array.MaxLength);
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(Math.Max(needed, doubled), InitialCapacity));
        if (_buffer is not null)
        {
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }
}
