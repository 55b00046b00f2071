using System.Runtime.InteropServices;

namespace Rote.Paging;

/// <summary>A position in a list that is ordered by a sort key and then by an id: that of the last item that was read.</summary>
/// <typeparam name="TSort">What the list is ordered by.</typeparam>
/// <typeparam name="TId">What tells items with equal sort keys apart. Unique, and never changed.</typeparam>
/// <param name="SortKey">The item's sort key.</param>
/// <param name="Id">The item's id.</param>
/// <remarks>
/// The next page begins with the first item behind it, <c>(sort, id) &gt; (SortKey, Id)</c>, whether or not the item itself is
/// still there. So neither ties nor writes between two pages skip an item or bring one twice, as an offset or a sort key alone
/// would.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Cursor<TSort, TId>(TSort SortKey, TId Id) : IComparable<Cursor<TSort, TId>>
    where TSort : IComparable<TSort>
    where TId : IComparable<TId>
{
    /// <summary>Compares by sort key, then by id. Texts are compared by their UTF-16 units, as no culture does.</summary>
    /// <param name="other">The other position.</param>
    /// <returns>Negative before it, positive behind it, 0 at it.</returns>
    public int CompareTo(Cursor<TSort, TId> other)
    {
        int order = Compare(SortKey, other.SortKey);
        return order != 0 ? order : Compare(Id, other.Id);
    }

    /// <summary>Whether one position is before another.</summary>
    public static bool operator <(Cursor<TSort, TId> left, Cursor<TSort, TId> right) => left.CompareTo(right) < 0;

    /// <summary>Whether one position is behind another.</summary>
    public static bool operator >(Cursor<TSort, TId> left, Cursor<TSort, TId> right) => left.CompareTo(right) > 0;

    /// <summary>Whether one position is before another, or the same.</summary>
    public static bool operator <=(Cursor<TSort, TId> left, Cursor<TSort, TId> right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one position is behind another, or the same.</summary>
    public static bool operator >=(Cursor<TSort, TId> left, Cursor<TSort, TId> right) => left.CompareTo(right) >= 0;

    private static int Compare<TValue>(TValue left, TValue right)
        where TValue : IComparable<TValue>
        => typeof(TValue) == typeof(string)
            ? string.CompareOrdinal((string?)(object?)left, (string?)(object?)right)
            : Comparer<TValue>.Default.Compare(left, right);
}
