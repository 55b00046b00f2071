namespace Rote.Analyzers.Stores;

/// <summary>How sure a name makes us that a method is the bulk form of another; surer is smaller.</summary>
internal enum BatchNameKind
{
    /// <summary>The single member's <c>[Batched]</c> names it.</summary>
    Declared,

    /// <summary>The same name.</summary>
    Overload,

    /// <summary>A word behind the verb: <c>GetManyAsync</c>.</summary>
    Suffix,

    /// <summary>A word in front: <c>BatchGetAsync</c>.</summary>
    Prefix,

    /// <summary>A noun in the plural: <c>GetMemoriesAsync</c>.</summary>
    Plural,

    /// <summary>No relation.</summary>
    None,
}
