namespace Rote.Analyzers.Stores;

/// <summary>How sure a name makes us that a method is the bulk form of another; surer is smaller.</summary>
internal enum BatchNameKind
{
    /// <summary>The single member's <c>[Batched]</c> names it.</summary>
    Declared,

    /// <summary>The same name.</summary>
    Overload,

    /// <summary>A word added, or a noun in the plural: <c>GetManyAsync</c>, <c>GetMemoriesAsync</c>.</summary>
    Related,

    /// <summary>No relation.</summary>
    None,
}
