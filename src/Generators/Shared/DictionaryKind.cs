namespace Rote.Generators.Shared;

/// <summary>The dictionary types that generated code can look into and put together.</summary>
internal enum DictionaryKind
{
    /// <summary>No dictionary.</summary>
    None,

    /// <summary><c>IReadOnlyDictionary&lt;TKey, TValue&gt;</c>.</summary>
    ReadOnlyInterface,

    /// <summary><c>IDictionary&lt;TKey, TValue&gt;</c>.</summary>
    Interface,

    /// <summary><c>Dictionary&lt;TKey, TValue&gt;</c>.</summary>
    Dictionary,
}
