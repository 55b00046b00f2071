namespace Rote.Paging;

/// <summary>A page of a longer list: what it holds, and where the next one begins.</summary>
/// <typeparam name="T">An item.</typeparam>
/// <remarks>
/// Immutable as far as its list is. A page may be empty and still have more behind it: a store that filters what it has read
/// need not fill its pages.
/// </remarks>
public sealed class Page<T>
{
    /// <summary>Makes a page.</summary>
    /// <param name="items">The items, in the order of the list. Kept, not copied.</param>
    /// <param name="next">The cursor of the next page; <see langword="null"/> where this is the last one.</param>
    /// <exception cref="ArgumentException">There is no list, or the cursor is an empty text.</exception>
    public Page(IReadOnlyList<T> items, string? next = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (next is { Length: 0 })
        {
            throw new ArgumentException(
                "The cursor of the next page is empty. Pass null for the last page, or one of CursorCodec.Encode.", nameof(next));
        }

        Items = items;
        Next = next;
    }

    /// <summary>The items, in the order of the list.</summary>
    public IReadOnlyList<T> Items { get; }

    /// <summary>The cursor of the next page; <see langword="null"/> where this is the last one.</summary>
    public string? Next { get; }

    /// <summary>Whether there is a next page.</summary>
    public bool HasMore => Next is not null;
}
