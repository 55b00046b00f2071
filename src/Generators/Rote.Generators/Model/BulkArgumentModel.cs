using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>An argument of a bulk call.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Index">The part of the group or of an item that it is.</param>
/// <param name="Name">The parameter's name, so that arguments left out do not shift the others.</param>
internal sealed record BulkArgumentModel(BulkArgumentKind Kind, int Index, string Name)
{
    /// <summary>The type of collection that it takes, for <see cref="BulkArgumentKind.ItemParts"/>.</summary>
    public ListKind ListKind { get; init; }

    /// <summary>That type, where an overload may take an array instead; otherwise nothing.</summary>
    public string? ListType { get; init; }
}
