using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>The arrays of a hash table with open addressing and linear probing (Knuth, TAOCP 3, §6.4), of one size.</summary>
/// <remarks>
/// <para>
/// <see cref="TryHit"/>, <see cref="Find(in TKey, int)"/> and <see cref="CountUse(int)"/> take no lock and may be called from any
/// thread; everything else is guarded by the region's gate. While an entry moves, a reader may miss it: whoever acts on a miss
/// looks again under the gate. A slot is read under a version, as in a sequence lock (Boehm, "Can seqlocks get along with
/// programming language memory models?", MSPC 2012), so that nobody gets the value of another key or half of one.
/// </para>
/// <para>
/// Two arrays instead of one: hits read the slots only, so these are small. The hash code is taken as it is: that of generated
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

    /// <param name="size">How many slots: a power of two, 2 at least. One at least must stay free.</param>
    public EntrySlots(int size)
    {
        _slots = new EntrySlot<TKey, TValue>[size];
        _entries = new CacheEntry<TKey, TValue>?[size];
    }

    public int Size => _slots.Length;

    /// <summary>
    /// A hit: the value of a key that answers without a look at its entry. Says no also where its slot is being written just
    /// now, or stands before its home, or behind another of the same hash: <see cref="Find(in TKey, int)"/> knows them all.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryHit(in TKey key, int hash, uint now, [MaybeNullWhen(false)] out TValue value)
    {
        EntrySlot<TKey, TValue>[] slots = _slots;
        int mark = MarkOf(hash);
        for (int at = hash & (slots.Length - 1); (uint)at < (uint)slots.Length; at++)
        {
            ref EntrySlot<TKey, TValue> slot = ref slots[at];
            int version = Volatile.Read(ref slot.Version);
            int found = slot.Mark;
            if (found == mark)
            {
                TKey kept = slot.Key;
                value = slot.Value;
                uint sureUntil = slot.SureUntil;
                Volatile.ReadBarrier();

                // An odd version differs from this one too. Another key of the same mark is too rare to go on for.
                if (slot.Version != (version & ~1) || !kept.Equals(key) || now >= sureUntil)
                {
                    break;
                }

                CountUse(ref slot);
                return true;
            }

            if (found == 0)
            {
                break;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The entry of a key.</summary>
    public CacheEntry<TKey, TValue>? Find(in TKey key, int hash) => Find(in key, hash, out _);

    /// <summary>The entry of a key, and the slot that it was in.</summary>
    public CacheEntry<TKey, TValue>? Find(in TKey key, int hash, out int at)
    {
        at = HomeOf(hash);
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

    /// <summary>A hit of the entry in a slot. Lost uses only cost precision of the eviction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CountUse(int at) => CountUse(ref _slots[at]);

    /// <summary>Hits of an entry since the eviction last looked at it. It must be here.</summary>
    public ref byte UsesOf(CacheEntry<TKey, TValue> entry) => ref _slots[PositionOf(entry)].Uses;

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
            _slots[at].Uses = 0;
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
                _slots[gap].Uses = _slots[at].Uses;
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
                other._slots[there].Uses = _slots[at].Uses;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CountUse(ref EntrySlot<TKey, TValue> slot)
    {
        if (slot.Uses < MostUses)
        {
            slot.Uses++;
        }
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

    private void Write(int at, CacheEntry<TKey, TValue>? entry, uint sureUntil)
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
