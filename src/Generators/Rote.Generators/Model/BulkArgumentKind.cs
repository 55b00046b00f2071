namespace Rote.Generators.Model;

/// <summary>Where an argument of a bulk call comes from.</summary>
internal enum BulkArgumentKind
{
    /// <summary>The items of the batch.</summary>
    Items,

    /// <summary>One part of all items, where each has a list of its own.</summary>
    ItemParts,

    /// <summary>A part of the group.</summary>
    Group,

    /// <summary>The token of the batch.</summary>
    Token,
}
