using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>What <see cref="InterfaceShape"/> says of an interface.</summary>
/// <param name="Kind">Whether it can be decorated, or why not.</param>
/// <param name="Member">The member that this is about, where it is about one.</param>
internal readonly record struct InterfaceVerdict(InterfaceVerdictKind Kind, ISymbol? Member = null)
{
    /// <summary>Whether the interface can be decorated.</summary>
    public bool IsDecoratable => Kind == InterfaceVerdictKind.Decoratable;
}
