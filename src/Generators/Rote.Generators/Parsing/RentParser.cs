using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads whether an interface's store is rented from a pool, or opened at its first use.</summary>
internal static class RentParser
{
    /// <summary>
    /// The classes that obtain the store; nothing where nobody asks for them, or where a member stands against it.
    /// </summary>
    /// <param name="type">The interface.</param>
    /// <param name="members">What the classes implement.</param>
    /// <param name="stem">The common part of the emitted types' names.</param>
    /// <param name="names">Gives out names that no member has.</param>
    public static (RentModel? Pooled, RentModel? Lazy) Parse(
        INamedTypeSymbol type, IReadOnlyList<InterfaceMember> members, string stem, NameAllocator names)
    {
        var isPooled = type.FindAttribute(KnownAttributes.Pooled) is not null
            && members.All(member => CanBeCalled(member) && RentShape.CanRent(member.Symbol));
        var isLazy = type.FindAttribute(KnownAttributes.OpenedLazily) is not null
            && members.All(member => CanBeCalled(member) && RentShape.CanOpen(member.Symbol));
        return (
            isPooled ? new(names.Allocate("Pooled" + stem), names.Allocate("_pool")) : null,
            isLazy ? new(names.Allocate("Lazy" + stem), names.Allocate("_store")) : null);
    }

    private static bool CanBeCalled(InterfaceMember member)
        => member.Method is not { } method || !AspectRules.CannotBeCopied(method);
}
