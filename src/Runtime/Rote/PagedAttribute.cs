namespace Rote;

/// <summary>
/// Makes a stream of a method that returns pages: while the items of a page are read, the next one is on its way.
/// </summary>
/// <remarks>
/// <para>
/// For members that return <see cref="IAsyncEnumerable{T}"/>. The page method of the same interface returns a task of
/// <see cref="Paging.Page{T}"/> of the same item. It takes the stream's parameters, found by name and type, a
/// <see cref="string"/> for the cursor and an <see cref="int"/> for the limit; what it takes besides has a default.
/// </para>
/// <para>
/// Pages are asked of the decorator: aspects of the page method apply to each page. At most two pages are in memory. Who leaves
/// the stream cancels the page that is on its way. A page that fails ends the stream with that failure, after the items of the
/// pages before. The store's own stream is not called.
/// </para>
/// <para>
/// Where the page method does not fit, calls are forwarded unchanged: a method with type parameters, with parameters by
/// reference, or that has no such sibling.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class PagedAttribute : Attribute
{
    /// <summary>Streams the pages of <paramref name="pageMember"/>.</summary>
    /// <param name="pageMember">The page method on the same interface: <c>nameof(ListPageAsync)</c>.</param>
    public PagedAttribute(string pageMember)
    {
        ArgumentException.ThrowIfNullOrEmpty(pageMember);
        PageMember = pageMember;
    }

    /// <summary>Name of the page method.</summary>
    public string PageMember { get; }

    /// <summary>
    /// The limit that pages are asked for with. Positive; default 100. Without effect where the stream itself takes the limit.
    /// </summary>
    public int PageSize { get; set; } = 100;
}
