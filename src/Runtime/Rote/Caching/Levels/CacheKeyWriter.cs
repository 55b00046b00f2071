namespace Rote.Caching;

/// <summary>Writes the parts of a key as one text; see <see cref="CacheKeyText{TKey}"/>.</summary>
/// <remarks>
/// <para>
/// Every part starts with a letter for its type and is delimited by its form: texts carry their length, numbers end in a
/// semicolon, the rest has a fixed length. So the text can be read back in one way only, and different parts never give
/// the same text, whatever they contain.
/// </para>
/// <para>
/// Parts that are equal to the CLR give equal texts: <c>0.0</c> and <c>-0.0</c>, every NaN, <c>1.0m</c> and <c>1.00m</c>, two
/// <see cref="DateTimeOffset"/> of one instant, two <see cref="DateTime"/> of equal ticks and different kinds.
/// </para>
/// <para>Not thread-safe. A part takes time linear in its length; nothing is allocated but a larger buffer, from a pool.</para>
/// </remarks>
public ref struct CacheKeyWriter
{
    private KeyTextBuffer _text;

    /// <summary>What was written so far.</summary>
    internal readonly ReadOnlySpan<char> Text => _text.Text;

    /// <summary>Adds a text, unit by unit; <see langword="null"/> is not the empty text.</summary>
    /// <param name="value">The part.</param>
    public void Add(string? value)
    {
        if (value is null)
        {
            _text.AddNull('s');
        }
        else
        {
            _text.AddText(value);
        }
    }

    /// <summary>Adds a truth value.</summary>
    /// <param name="value">The part.</param>
    public void Add(bool value) => _text.AddBits('b', value ? 1u : 0, 1);

    /// <summary>Adds a truth value or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(bool? value)
    {
        if (IsPresent('b', value))
        {
            Add(value.GetValueOrDefault());
        }
    }

    /// <summary>Adds a UTF-16 unit.</summary>
    /// <param name="value">The part.</param>
    public void Add(char value) => _text.AddBits('c', value, 4);

    /// <summary>Adds a UTF-16 unit or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(char? value)
    {
        if (IsPresent('c', value))
        {
            Add(value.GetValueOrDefault());
        }
    }

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The part.</param>
    public void Add(sbyte value) => _text.AddNumber('a', value);

    /// <summary>Adds a whole number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(sbyte? value) => AddNumber('a', value);

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The part.</param>
    public void Add(byte value) => _text.AddNumber('y', value);

    /// <summary>Adds a whole number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(byte? value) => AddNumber('y', value);

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The part.</param>
    public void Add(short value) => _text.AddNumber('h', value);

    /// <summary>Adds a whole number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(short? value) => AddNumber('h', value);

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The part.</param>
    public void Add(ushort value) => _text.AddNumber('w', value);

    /// <summary>Adds a whole number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(ushort? value) => AddNumber('w', value);

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The part.</param>
    public void Add(int value) => _text.AddNumber('i', value);

    /// <summary>Adds a whole number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(int? value) => AddNumber('i', value);

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The part.</param>
    public void Add(uint value) => _text.AddNumber('u', value);

    /// <summary>Adds a whole number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(uint? value) => AddNumber('u', value);

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The part.</param>
    public void Add(long value) => _text.AddNumber('l', value);

    /// <summary>Adds a whole number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(long? value) => AddNumber('l', value);

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The part.</param>
    public void Add(ulong value) => _text.AddNumber('m', value);

    /// <summary>Adds a whole number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(ulong? value) => AddNumber('m', value);

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The part.</param>
    public void Add(nint value) => _text.AddNumber('n', value);

    /// <summary>Adds a whole number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(nint? value) => AddNumber('n', value);

    /// <summary>Adds a whole number.</summary>
    /// <param name="value">The part.</param>
    public void Add(nuint value) => _text.AddNumber('p', value);

    /// <summary>Adds a whole number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(nuint? value) => AddNumber('p', value);

    /// <summary>Adds a number; both zeros are one, and every NaN is one.</summary>
    /// <param name="value">The part.</param>
    public void Add(float value)
    {
        float equal = float.IsNaN(value) ? float.NaN : value == 0 ? 0 : value;
        _text.AddBits('f', BitConverter.SingleToUInt32Bits(equal), 8);
    }

    /// <summary>Adds a number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(float? value)
    {
        if (IsPresent('f', value))
        {
            Add(value.GetValueOrDefault());
        }
    }

    /// <summary>Adds a number; both zeros are one, and every NaN is one.</summary>
    /// <param name="value">The part.</param>
    public void Add(double value)
    {
        double equal = double.IsNaN(value) ? double.NaN : value == 0 ? 0 : value;
        _text.AddBits('d', BitConverter.DoubleToUInt64Bits(equal), 16);
    }

    /// <summary>Adds a number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(double? value)
    {
        if (IsPresent('d', value))
        {
            Add(value.GetValueOrDefault());
        }
    }

    /// <summary>Adds a number; trailing zeros do not count.</summary>
    /// <param name="value">The part.</param>
    public void Add(decimal value) => _text.AddDecimal(value);

    /// <summary>Adds a number or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(decimal? value)
    {
        if (IsPresent('k', value))
        {
            Add(value.GetValueOrDefault());
        }
    }

    /// <summary>Adds an identifier.</summary>
    /// <param name="value">The part.</param>
    public void Add(Guid value) => _text.AddGuid(value);

    /// <summary>Adds an identifier or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(Guid? value)
    {
        if (IsPresent('g', value))
        {
            Add(value.GetValueOrDefault());
        }
    }

    /// <summary>Adds a time; its kind does not count, as it does not when two are compared.</summary>
    /// <param name="value">The part.</param>
    public void Add(DateTime value) => _text.AddNumber('t', value.Ticks);

    /// <summary>Adds a time or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(DateTime? value) => AddNumber('t', value?.Ticks);

    /// <summary>Adds an instant; its offset does not count, as it does not when two are compared.</summary>
    /// <param name="value">The part.</param>
    public void Add(DateTimeOffset value) => _text.AddNumber('o', value.UtcTicks);

    /// <summary>Adds an instant or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(DateTimeOffset? value) => AddNumber('o', value?.UtcTicks);

    /// <summary>Adds a day.</summary>
    /// <param name="value">The part.</param>
    public void Add(DateOnly value) => _text.AddNumber('q', value.DayNumber);

    /// <summary>Adds a day or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(DateOnly? value) => AddNumber('q', value?.DayNumber);

    /// <summary>Adds a time of day.</summary>
    /// <param name="value">The part.</param>
    public void Add(TimeOnly value) => _text.AddNumber('r', value.Ticks);

    /// <summary>Adds a time of day or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(TimeOnly? value) => AddNumber('r', value?.Ticks);

    /// <summary>Adds a span of time.</summary>
    /// <param name="value">The part.</param>
    public void Add(TimeSpan value) => _text.AddNumber('x', value.Ticks);

    /// <summary>Adds a span of time or its absence.</summary>
    /// <param name="value">The part.</param>
    public void Add(TimeSpan? value) => AddNumber('x', value?.Ticks);

    /// <summary>Starts the text; not a part.</summary>
    internal void AddPrefix(string prefix) => _text.AddPrefix(prefix);

    /// <summary>Gives the buffer back; the text is gone.</summary>
    internal void Dispose() => _text.Dispose();

    private void AddNumber<T>(char type, T? value)
        where T : struct, ISpanFormattable
    {
        if (IsPresent(type, value))
        {
            _text.AddNumber(type, value.GetValueOrDefault());
        }
    }

    private bool IsPresent<T>(char type, T? value)
        where T : struct
    {
        if (value is null)
        {
            _text.AddNull(type);
            return false;
        }

        return true;
    }
}
