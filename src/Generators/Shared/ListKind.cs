namespace Rote.Generators.Shared;

/// <summary>The list types that generated code can take apart and put together.</summary>
internal enum ListKind
{
    /// <summary>No list.</summary>
    None,

    /// <summary><c>T[]</c>, but not a block of bytes or characters.</summary>
    Array,

    /// <summary><c>IReadOnlyList&lt;T&gt;</c>.</summary>
    ReadOnlyListInterface,

    /// <summary><c>IReadOnlyCollection&lt;T&gt;</c>.</summary>
    ReadOnlyCollectionInterface,

    /// <summary><c>IList&lt;T&gt;</c>.</summary>
    ListInterface,

    /// <summary><c>ICollection&lt;T&gt;</c>.</summary>
    CollectionInterface,

    /// <summary><c>IEnumerable&lt;T&gt;</c>, which may run a query when it is read.</summary>
    Enumerable,

    /// <summary><c>List&lt;T&gt;</c>.</summary>
    List,
}
