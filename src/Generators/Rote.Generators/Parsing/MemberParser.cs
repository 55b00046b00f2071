using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads members: what is declared, and how it is implemented. Aspects come from elsewhere.</summary>
internal sealed class MemberParser(TypeWriter types, IReadOnlyCollection<string> typeParameters)
{
    /// <summary>A property or indexer.</summary>
    public PropertyModel ParseProperty(IPropertySymbol property, InterfaceMember member) => new(
        Identifiers.Escape(property.Name),
        types.Write(property.Type),
        Implementation(member, RefPrefix(property.RefKind), property.Type, property.Parameters, AttributeCopier.Of((ISymbol)property, types)),
        ParameterParser.Parse(property.Parameters, member.IsExplicit, types),
        IsImplemented(property.GetMethod),
        IsImplemented(property.SetMethod) ? (property.SetMethod!.IsInitOnly ? "init" : "set") : null);

    /// <summary>An event.</summary>
    public EventModel ParseEvent(IEventSymbol symbol, InterfaceMember member) => new(
        Identifiers.Escape(symbol.Name),
        types.Write(symbol.Type),
        Implementation(member, "", symbol.Type, [], AttributeCopier.Of((ISymbol)symbol, types)));

    /// <summary>A method with its aspects.</summary>
    public MethodModel ParseMethod(IMethodSymbol method, InterfaceMember member, AspectsModel aspects)
    {
        RenameShadowing(method);
        var annotated = method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).ToList();
        return new(
            Identifiers.Escape(method.Name),
            types.Write(method.ReturnType),
            Implementation(member, RefPrefix(method.RefKind), method.ReturnType, method.Parameters, AttributeCopier.Of(method, types)),
            TypeFacts.ReturnKindOf(method),
            TypeFacts.ResultOf(method) is { } result ? types.Write(result) : null,
            TypeParameterParser.Parse(method.TypeParameters, types, annotated),
            ParameterParser.Parse(method.Parameters, member.IsExplicit, types),
            aspects);
    }

    // A type parameter of an inherited method may have the name of one of the decorator's.
    private void RenameShadowing(IMethodSymbol method)
    {
        if (method.TypeParameters.Any(parameter => typeParameters.Contains(parameter.Name)))
        {
            var names = new NameAllocator(typeParameters.Concat(method.TypeParameters.Select(parameter => parameter.Name)));
            foreach (var parameter in method.TypeParameters.Where(parameter => typeParameters.Contains(parameter.Name)))
            {
                types.Rename(parameter, names.Allocate(parameter.Name));
            }
        }
    }

    private ImplementationModel Implementation(
        InterfaceMember member, string refPrefix, ITypeSymbol type, IEnumerable<IParameterSymbol> parameters, IEnumerable<string> attributes)
    {
        types.Note(member.Symbol);
        var declaring = types.Write(member.Symbol.ContainingType);
        return new(
            member.IsExplicit ? declaring : null,
            member.IsAmbiguous ? declaring : null,
            refPrefix,
            type.MentionsPointer() || parameters.Any(parameter => parameter.Type.MentionsPointer()),
            attributes.ToEquatableArray());
    }

    private static bool IsImplemented(IMethodSymbol? accessor)
        => accessor is { IsAbstract: true } or { IsVirtual: true } && accessor.DeclaredAccessibility != Accessibility.Private;

    private static string RefPrefix(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    };
}
