using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Rote.Paging;

/// <summary>Turns positions into texts that clients hand back, and these into positions where they are genuine.</summary>
/// <typeparam name="TSort">
/// What lists are ordered by: <see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/>,
/// <see cref="decimal"/>, <see cref="Guid"/>, <see cref="DateTime"/> or <see cref="DateTimeOffset"/>.
/// </typeparam>
/// <typeparam name="TId">What tells items with equal sort keys apart; one of the same types.</typeparam>
/// <remarks>
/// <para>
/// A cursor is base64url of: version, key id, time of expiry, sort key, id, and an HMAC-SHA256 (RFC 2104) over all of it, the
/// list's purpose, the scope and both types. So one that was changed, or made for another scope, list or type, is refused. It
/// is authentic, not secret: who holds it can read sort key and id.
/// </para>
/// <para>Thread-safe. Linear in the length of the cursor, which is bounded.</para>
/// </remarks>
public sealed class CursorCodec<TSort, TId>
    where TSort : IComparable<TSort>
    where TId : IComparable<TId>
{
    /// <summary>Characters of a cursor at most; longer ones are refused unread.</summary>
    public const int MaxLength = 1_024;

    private const byte Version = 1;
    private const int HeaderBytes = 2 + sizeof(long);
    private const int TagBytes = HMACSHA256.HashSizeInBytes;
    private const int MaxBytes = MaxLength / 4 * 3;

    private readonly CursorKey[] _keys;
    private readonly string _purpose;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _time;

    /// <summary>Makes a codec.</summary>
    /// <param name="options">Keys, purpose, lifetime and clock. Read once.</param>
    /// <exception cref="ArgumentException">An option makes no sense, or a type is not supported.</exception>
    public CursorCodec(CursorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ThrowIfUnsupported(CursorValue<TSort>.Code, typeof(TSort));
        ThrowIfUnsupported(CursorValue<TId>.Code, typeof(TId));
        _keys = [.. options.Keys];
        _purpose = options.Purpose;
        _lifetime = options.Lifetime;
        _time = options.TimeProvider;
    }

    /// <summary>The text of a position.</summary>
    /// <param name="cursor">The position of the last item of a page.</param>
    /// <param name="scope">
    /// Who may use it: tenant, user, session, and what else the list depends on, such as its filter. In order, told apart by
    /// their lengths. At least one.
    /// </param>
    /// <returns>At most <see cref="MaxLength"/> characters, all of which may stand in a URL.</returns>
    /// <exception cref="ArgumentException">There is no scope, or sort key and id are too long or no valid texts.</exception>
    public string Encode(Cursor<TSort, TId> cursor, params ReadOnlySpan<string> scope)
    {
        CheckScope(scope);
        ArgumentNullException.ThrowIfNull(cursor.SortKey, nameof(cursor));
        ArgumentNullException.ThrowIfNull(cursor.Id, nameof(cursor));
        int length = HeaderBytes + CursorValue<TSort>.SizeOf(cursor.SortKey) + CursorValue<TId>.SizeOf(cursor.Id);
        if (length + TagBytes > MaxBytes)
        {
            throw new ArgumentException(
                $"Sort key and id take {length - HeaderBytes} bytes; {MaxBytes - HeaderBytes - TagBytes} fit into a cursor. "
                + "Order by something shorter.",
                nameof(cursor));
        }

        Span<byte> bytes = stackalloc byte[MaxBytes];
        bytes[0] = Version;
        bytes[1] = _keys[0].Id;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[2..], Expiry());
        int end = HeaderBytes + CursorValue<TSort>.Write(cursor.SortKey, bytes[HeaderBytes..]);
        end += CursorValue<TId>.Write(cursor.Id, bytes[end..]);
        Authenticate(_keys[0], bytes[..end], scope, bytes.Slice(end, TagBytes));
        return Base64Url.EncodeToString(bytes[..(end + TagBytes)]);
    }

    /// <summary>The position of a text that a client handed back.</summary>
    /// <param name="text">The text; <see langword="null"/> for the first page.</param>
    /// <param name="scope">Who hands it back, as when it was made.</param>
    /// <returns>The position, behind which the page begins; <see langword="null"/> for the first page.</returns>
    /// <exception cref="InvalidCursorException">It is refused; its reason says why.</exception>
    /// <exception cref="ArgumentException">There is no scope.</exception>
    public Cursor<TSort, TId>? Decode(string? text, params ReadOnlySpan<string> scope)
    {
        CheckScope(scope);
        if (text is null)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[MaxBytes];
        if (text.Length > MaxLength
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out int length)
            || length < HeaderBytes + TagBytes
            || !IsCanonical(text, bytes[..length]))
        {
            throw new InvalidCursorException(CursorRefusal.Malformed);
        }

        ReadOnlySpan<byte> signed = bytes[..(length - TagBytes)];
        CheckAuthenticity(signed, bytes.Slice(signed.Length, TagBytes), scope);
        return ReadPosition(signed[HeaderBytes..]);
    }

    /// <summary>The page of what a store has read: one item more than asked for, where there is one.</summary>
    /// <typeparam name="T">An item.</typeparam>
    /// <param name="read">
    /// Up to <paramref name="limit"/> + 1 items, in order. The additional one only says that there is more.
    /// </param>
    /// <param name="limit">Items of the page at most. Positive.</param>
    /// <param name="positionOf">Sort key and id of an item.</param>
    /// <param name="scope">Who may go on reading.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ArgumentException">An argument makes no sense.</exception>
    public Page<T> ToPage<T>(
        IReadOnlyList<T> read, int limit, Func<T, Cursor<TSort, TId>> positionOf, params ReadOnlySpan<string> scope)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentNullException.ThrowIfNull(positionOf);
        return read.Count <= limit
            ? new Page<T>(read)
            : new Page<T>([.. read.Take(limit)], Encode(positionOf(read[limit - 1]), scope));
    }

    private static Cursor<TSort, TId> ReadPosition(ReadOnlySpan<byte> values)
    {
        int sortBytes = CursorValue<TSort>.Read(values, out TSort sortKey);
        int idBytes = CursorValue<TId>.Read(values[sortBytes..], out TId id);
        return sortBytes > 0 && idBytes > 0 && sortBytes + idBytes == values.Length
            ? new Cursor<TSort, TId>(sortKey, id)
            : throw new InvalidCursorException(CursorRefusal.Malformed);
    }

    // The framework skips blanks, padding and spare bits. A position has one cursor alone, so that whoever keeps pages by their
    // cursors, as a cache does, is not made to keep one page a thousand times.
    private static bool IsCanonical(string text, ReadOnlySpan<byte> bytes)
    {
        Span<char> canonical = stackalloc char[MaxLength];
        return Base64Url.TryEncodeToChars(bytes, canonical, out int length) && canonical[..length].SequenceEqual(text);
    }

    private static void CheckScope(ReadOnlySpan<string> scope)
    {
        if (scope.IsEmpty)
        {
            throw new ArgumentException(
                "A cursor needs a scope. Pass the tenant, user or session whose list it is; an empty text for a single one.",
                nameof(scope));
        }

        foreach (string part in scope)
        {
            ArgumentNullException.ThrowIfNull(part, nameof(scope));
        }
    }

    private static void ThrowIfUnsupported(byte code, Type type)
    {
        if (code == 0)
        {
            throw new ArgumentException(
                $"A cursor cannot hold a {type}. Use string, int, long, double, decimal, Guid, DateTime or DateTimeOffset.");
        }
    }

    private void CheckAuthenticity(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> tag, ReadOnlySpan<string> scope)
    {
        if (signed[0] != Version)
        {
            throw new InvalidCursorException(CursorRefusal.OtherVersion);
        }

        Span<byte> expected = stackalloc byte[TagBytes];
        Authenticate(KeyOf(signed[1]), signed, scope, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, tag))
        {
            throw new InvalidCursorException(CursorRefusal.NotAuthentic);
        }

        if (BinaryPrimitives.ReadInt64LittleEndian(signed[2..]) <= _time.GetUtcNow().ToUnixTimeSeconds())
        {
            throw new InvalidCursorException(CursorRefusal.Expired);
        }
    }

    private CursorKey KeyOf(byte id)
    {
        foreach (CursorKey key in _keys)
        {
            if (key.Id == id)
            {
                return key;
            }
        }

        throw new InvalidCursorException(CursorRefusal.UnknownKey);
    }

    // Rounded up, so that a cursor has its whole time.
    private long Expiry()
    {
        if (_lifetime == Timeout.InfiniteTimeSpan)
        {
            return long.MaxValue;
        }

        DateTimeOffset now = _time.GetUtcNow();
        return _lifetime > DateTimeOffset.MaxValue - now - TimeSpan.FromSeconds(1)
            ? long.MaxValue
            : (now + _lifetime).ToUnixTimeSeconds() + 1;
    }

    // Every part has its length in front, so that no two lists of parts give the same bytes.
    private void Authenticate(CursorKey key, ReadOnlySpan<byte> signed, ReadOnlySpan<string> scope, Span<byte> tag)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Secret);
        Append(hmac, _purpose);
        AppendNumber(hmac, scope.Length);
        foreach (string part in scope)
        {
            Append(hmac, part);
        }

        hmac.AppendData([CursorValue<TSort>.Code, CursorValue<TId>.Code]);
        hmac.AppendData(signed);
        hmac.GetHashAndReset(tag);
    }

    // UTF-16 as it is: UTF-8 would make one of all halves of surrogates, and so of two tenants.
    private static void Append(IncrementalHash hmac, string text)
    {
        AppendNumber(hmac, text.Length);
        hmac.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void AppendNumber(IncrementalHash hmac, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hmac.AppendData(bytes);
    }
}
