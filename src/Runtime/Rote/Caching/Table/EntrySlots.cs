using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rote.Caching;

/// <summary>The arrays of a hash table with open addressing and linear probing (Knuth, TAOCP 3, §6.4), of one size.</summary>
/// <remarks>
/// <para>
/// <see cref="TryRead"/> and its parts, <see cref="Find"/> and <see cref="CountUse"/> take no lock and may be called from any
/// thread; everything else is guarded by the region's gate. While an entry moves, a reader may miss it: whoever acts on a miss
/// looks again under the gate. A slot is read under a version, as in a sequence lock (Boehm, "Can seqlocks get along with
/// programming language memory models?", MSPC 2012), so that nobody gets the value of another key or half of one.
/// </para>
/// <para>
/// Three arrays instead of one: hits read the slots only, so these are small. The hash code is taken as it is: that of generated
/// keys is well mixed.
/// </para>
/// </remarks>
internal sealed class EntrySlots<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>Where uses stop being counted.</summary>
    public const byte MostUses = 3;

    private readonly EntrySlot<TKey, TValue>[] _slots;
    private readonly CacheEntry<TKey, TValue>?[] _entries;
    private readonly byte[] _uses;

    /// <param name="size">How many slots: a power of two, 2 at least. One at least must stay free.</param>
    public EntrySlots(int size)
    {
        _slots = new EntrySlot<TKey, TValue>[size];
        _entries = new CacheEntry<TKey, TValue>?[size];
        _uses = new byte[size];
    }

    public int Size => _slots.Length;

    /// <summary>
    /// The value of a key, its slot, and until when it answers without a look at its entry. Says whether there is one that is not
    /// being written just now.
    /// </summary>
    public bool TryRead(in TKey key, int hash, out int at, [MaybeNullWhen(false)] out TValue value, out long sureUntil)
        => TryReadToEnd(in key, hash, out at, out value, out sureUntil)
            || (at == Size && TryReadFromStart(in key, hash, out at, out value, out sureUntil));

    /// <summary>
    /// As <see cref="TryRead"/>, but where it has seen all slots to the last one, it stands at <see cref="Size"/>, and
    /// <see cref="TryReadFromStart"/> has to go on. That is rare, and a call here would cost every caller his registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadToEnd(in TKey key, int hash, out int at, [MaybeNullWhen(false)] out TValue value, out long sureUntil)
    {
        at = HomeOf(hash);
        return TryReadRow(in key, hash, _slots.Length, ref at, out value, out sureUntil);
    }

    /// <summary>See <see cref="TryReadToEnd"/>.</summary>
    public bool TryReadFromStart(
        in TKey key, int hash, out int at, [MaybeNullWhen(false)] out TValue value, out long sureUntil)
    {
        at = 0;
        return TryReadRow(in key, hash, HomeOf(hash), ref at, out value, out sureUntil);
    }

    /// <summary>A hit. Lost increments only cost precision of the eviction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountUse(int at)
    {
        // A slot that was read is inside: no check.
        ref byte uses = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_uses), at);
        if (uses < MostUses)
        {
            uses++;
        }
    }

    /// <summary>The entry of a key.</summary>
    public CacheEntry<TKey, TValue>? Find(in TKey key, int hash)
    {
        int at = HomeOf(hash);
        for (int left = _entries.Length; left > 0; left--)
        {
            CacheEntry<TKey, TValue>? entry = Volatile.Read(ref _entries[at]);
            if (entry is null || (entry.Hash == hash && entry.Key.Equals(key)))
            {
                return entry;
            }

            at = Next(at);
        }

        return null;
    }

    public CacheEntry<TKey, TValue>? EntryAt(int at) => _entries[at];

    /// <summary>Hits of an entry since the eviction last looked at it. It must be here.</summary>
    public ref byte UsesOf(CacheEntry<TKey, TValue> entry) => ref _uses[PositionOf(entry)];

    /// <summary>Puts an entry in, over the one of its key, if there is one: that one is returned, and its uses stay.</summary>
    public CacheEntry<TKey, TValue>? Put(CacheEntry<TKey, TValue> entry)
    {
        int at = HomeOf(entry.Hash);
        while (_entries[at] is { } other && !(other.Hash == entry.Hash && other.Key.Equals(entry.Key)))
        {
            at = Next(at);
        }

        CacheEntry<TKey, TValue>? before = _entries[at];
        if (before is null)
        {
            _uses[at] = 0;
        }

        Write(at, entry, entry.SureUntil);
        return before;
    }

    /// <summary>Takes an entry out that is here. Those behind it move up, so that no search ends at the gap.</summary>
    public void Remove(CacheEntry<TKey, TValue> entry)
    {
        int gap = PositionOf(entry);
        int at = Next(gap);
        while (_entries[at] is { } next)
        {
            // Only what has its home at the gap or before it may move there.
            if (((at - HomeOf(next.Hash)) & (Size - 1)) >= ((at - gap) & (Size - 1)))
            {
                _uses[gap] = _uses[at];
                Write(gap, next, _slots[at].SureUntil);
                gap = at;
            }

            at = Next(at);
        }

        Write(gap, null, 0);
    }

    /// <summary>Fills arrays of another size, which nobody reads yet.</summary>
    public void CopyTo(EntrySlots<TKey, TValue> other)
    {
        for (int at = 0; at < Size; at++)
        {
            if (_entries[at] is { } entry)
            {
                // Not the entry's own, which a renewal on its way has moved for now.
                int there = other.FreeFor(entry.Hash);
                other.Write(there, entry, _slots[at].SureUntil);
                other._uses[there] = _uses[at];
            }
        }
    }

    /// <summary>Looks at the slots from one on, up to another. Where it has seen them all, it stands at that one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadRow(
        in TKey key, int hash, int end, ref int at, [MaybeNullWhen(false)] out TValue value, out long sureUntil)
    {
        EntrySlot<TKey, TValue>[] slots = _slots;
        int mark = MarkOf(hash);
        for (; (uint)at < (uint)end; at++)
        {
            ref EntrySlot<TKey, TValue> slot = ref slots[at];
            int version = Volatile.Read(ref slot.Version);
            int found = slot.Mark;
            if (found == mark)
            {
                TKey kept = slot.Key;
                value = slot.Value;
                sureUntil = slot.SureUntil;
                Volatile.ReadBarrier();

                // An odd version differs from this one too.
                if (slot.Version != (version & ~1))
                {
                    break;
                }

                if (kept.Equals(key))
                {
                    return true;
                }
            }
            else if (found == 0)
            {
                break;
            }
        }

        value = default;
        sureUntil = 0;
        return false;
    }

    private static int MarkOf(int hash) => hash | 1;

    private int HomeOf(int hash) => hash & (_entries.Length - 1);

    private int FreeFor(int hash)
    {
        int at = HomeOf(hash);
        while (_entries[at] is not null)
        {
            at = Next(at);
        }

        return at;
    }

    private int Next(int at) => (at + 1) & (_entries.Length - 1);

    private int PositionOf(CacheEntry<TKey, TValue> entry)
    {
        int at = HomeOf(entry.Hash);
        while (!ReferenceEquals(_entries[at], entry))
        {
            at = Next(at);
        }

        return at;
    }

    private void Write(int at, CacheEntry<TKey, TValue>? entry, long sureUntil)
    {
        ref EntrySlot<TKey, TValue> slot = ref _slots[at];
        int version = slot.Version;
        slot.Version = version + 1;
        Volatile.WriteBarrier();
        slot.Mark = entry is null ? 0 : MarkOf(entry.Hash);
        slot.Key = entry is null ? default : entry.Key;
        slot.Value = entry is null ? default! : entry.Value;
        slot.SureUntil = sureUntil;
        Volatile.Write(ref _entries[at], entry);
        Volatile.Write(ref slot.Version, version + 2);
    }
}
