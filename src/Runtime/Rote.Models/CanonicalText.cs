using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rote.Models;

/// <summary>
/// Writes parts as one text that can be read back in one way only: each part starts with its kind, and texts carry their
/// length. So different parts never give the same text, whatever they contain.
/// </summary>
internal sealed class CanonicalText
{
    private readonly StringBuilder _text = new();

    public CanonicalText Add(string? value)
    {
        if (value is null)
        {
            _text.Append('-');
        }
        else
        {
            _text.Append(CultureInfo.InvariantCulture, $"s{value.Length}:").Append(value);
        }

        return this;
    }

    public CanonicalText Add(long? value)
    {
        _text.Append(CultureInfo.InvariantCulture, $"i{value};");
        return this;
    }

    public CanonicalText Add(float? value)
    {
        _text.Append(CultureInfo.InvariantCulture, $"f{value:R};");
        return this;
    }

    /// <summary>Adds JSON as it is written: white space and the order of names make a difference.</summary>
    public CanonicalText Add(JsonElement? value)
        => Add(value is { ValueKind: not JsonValueKind.Undefined } json ? json.GetRawText() : null);

    /// <summary>Adds named values, in the order of their names.</summary>
    /// <returns>Whether all values have a text; where one has none, what was written means nothing.</returns>
    public bool TryAddAll(IReadOnlyDictionary<string, object?>? values)
    {
        Add(values?.Count);
        foreach (string name in (values?.Keys ?? []).Order(StringComparer.Ordinal))
        {
            Add(name);
            if (!TryAdd(values![name]))
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Adds a value with its type: a number and a text of equal digits differ.</summary>
    /// <returns>Whether it has a text.</returns>
    public bool TryAdd(object? value)
    {
        switch (value)
        {
            case null or string:
                Add((string?)value);
                return true;
            case bool or char or sbyte or byte or short or ushort or int or uint or long or ulong or decimal or Guid:
                AddType(value.GetType().Name).Add(Convert.ToString(value, CultureInfo.InvariantCulture));
                return true;
            case float or double or Half:
                // Shortest text that reads back to the same number.
                AddType(value.GetType().Name).Add(((IFormattable)value).ToString("R", CultureInfo.InvariantCulture));
                return true;
            case JsonElement json when json.ValueKind != JsonValueKind.Undefined:
                AddType(nameof(JsonElement)).Add(json);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Not a text like others: a text that is the name of a type must not look like one.</summary>
    private CanonicalText AddType(string name)
    {
        _text.Append('t');
        return Add(name);
    }
}
