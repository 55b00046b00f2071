using Microsoft.CodeAnalysis;

namespace Rote.Generators.Parsing;

/// <summary>A member that the decorator implements.</summary>
/// <param name="Symbol">The member.</param>
/// <param name="IsExplicit">Whether it is implemented explicitly.</param>
/// <param name="IsAmbiguous">Whether its name means something else, too, on the interface: then it is addressed through its own.</param>
internal sealed record InterfaceMember(ISymbol Symbol, bool IsExplicit, bool IsAmbiguous)
{
    /// <summary>The method, where the member is one.</summary>
    public IMethodSymbol? Method => Symbol as IMethodSymbol;
}
