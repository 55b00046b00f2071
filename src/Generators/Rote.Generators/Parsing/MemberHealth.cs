using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Tells members that are finished from those that are still being typed.</summary>
internal static class MemberHealth
{
    /// <summary>Whether a member is an error already, so that implementing it would only be another.</summary>
    public static bool IsBroken(InterfaceMember member, INamedTypeSymbol type)
        => member.Symbol.ContainingType.IsBroken()
            || ParametersOf(member.Symbol).Any(parameter => parameter.Name.Length == 0 || parameter.Type.IsBroken())
            || IsBroken(member.Symbol)
            || (!member.IsExplicit && InterfaceShape.IsPublic(type) && !TypesOf(member.Symbol).All(TypeFacts.IsPublic));

    /// <summary>Parameters of a method or indexer.</summary>
    public static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };

    private static bool IsBroken(ISymbol member) => member switch
    {
        IMethodSymbol method => method.IsBroken(),
        IPropertySymbol property => property.Type.IsBroken()
            || property is { IsIndexer: true, Parameters.IsEmpty: true } or { GetMethod: null, SetMethod: null },
        IEventSymbol symbol => symbol.Type.IsBroken(),
        _ => true,
    };

    private static IEnumerable<ITypeSymbol> TypesOf(ISymbol member)
        => ParametersOf(member).Select(parameter => parameter.Type).Concat(member switch
        {
            IMethodSymbol method
                => method.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes).Prepend(method.ReturnType),
            IPropertySymbol property => [property.Type],
            IEventSymbol symbol => [symbol.Type],
            _ => [],
        });
}
