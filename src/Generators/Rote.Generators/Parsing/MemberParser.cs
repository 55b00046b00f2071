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
        Implementation(member, property.RefKind, property.Type, property.Parameters),
        ParameterParser.Parse(property.Parameters, member.IsExplicit || property.Parameters.Length == 1, types),
        IsImplemented(property.GetMethod),
        IsImplemented(property.SetMethod) ? (property.SetMethod!.IsInitOnly ? "init" : "set") : null,
        AccessorAttributes(property.GetMethod),
        AccessorAttributes(property.SetMethod));

    /// <summary>An event.</summary>
    public EventModel ParseEvent(IEventSymbol symbol, InterfaceMember member) => new(
        Identifiers.Escape(symbol.Name),
        types.Write(symbol.Type),
        Implementation(member, RefKind.None, symbol.Type, []));

    /// <summary>A method with its aspects.</summary>
    public MethodModel ParseMethod(IMethodSymbol method, InterfaceMember member, AspectsModel aspects)
    {
        RenameShadowing(method);
        var annotated = method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).ToList();
        return new(
            Identifiers.Escape(method.Name),
            types.Write(method.ReturnType),
            Implementation(member, method.RefKind, method.ReturnType, method.Parameters),
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

    private EquatableArray<string> AccessorAttributes(IMethodSymbol? accessor)
        => (accessor is null ? [] : AttributeCopier.Of(accessor, types)).ToEquatableArray();

    private ImplementationModel Implementation(
        InterfaceMember member, RefKind refKind, ITypeSymbol type, IEnumerable<IParameterSymbol> parameters)
    {
        types.Note(member.Symbol);
        var declaring = types.Write(member.Symbol.ContainingType);
        return new(
            member.IsExplicit ? declaring : null,
            member.IsAmbiguous ? declaring : null,
            RefPrefix(refKind),
            type.MentionsPointer() || parameters.Any(parameter => parameter.Type.MentionsPointer()),
            Attributes(member).ToEquatableArray());
    }

    // Nobody calls an explicit implementation by its name, so it needs no priority.
    private IEnumerable<string> Attributes(InterfaceMember member)
        => AttributeCopier.Of(member.Symbol, types)
            .Concat(member.IsExplicit ? [] : AttributeCopier.PriorityOf(member.Symbol, types));

    // What the decorator cannot call has a body: without one, the interface had no decorator.
    private bool IsImplemented(IMethodSymbol? accessor)
        => accessor is { IsAbstract: true } or { IsVirtual: true } && types.CanReach(accessor);

    private static string RefPrefix(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    };
}
