using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Turns an annotated interface into the model of its decorator.</summary>
/// <remarks>The only way from symbols to models. Code is met half-written: what is broken has no model; nothing throws.</remarks>
internal static class DecoratorParser
{
    /// <summary>Names that every decorator has, or that every class has.</summary>
    private static readonly string[] OwnNames =
    [
        "Dispose", "DisposeAsync", "Item",
        "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize",
    ];

    /// <summary>
    /// The model of an annotated interface, or of the one that declares an annotated member; <see langword="null"/> where another
    /// member, or another attribute of this one, brings it, or where the interface cannot be decorated.
    /// </summary>
    public static DecoratorModel? Parse(
        GeneratorAttributeSyntaxContext context, string attribute, CancellationToken cancellationToken)
    {
        if (OwnedBy(context.TargetSymbol, attribute) is not { TypeKind: TypeKind.Interface } type
            || context.SemanticModel.Compilation is not CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp12 }
            || !InterfaceShape.Classify(type, context.SemanticModel.Compilation).IsDecoratable)
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var compilation = context.SemanticModel.Compilation;
        var (stem, number) = DecoratorNaming.Resolve(type, compilation);
        var decorator = $"{stem}Decorator{number}";
        var members = InterfaceMembers.Collect(type, decorator, compilation);
        cancellationToken.ThrowIfCancellationRequested();
        return members is null || members.Any(member => MemberHealth.IsBroken(member, type))
            ? null
            : Parse(type, members, (stem, number), compilation);
    }

    private static INamedTypeSymbol? OwnedBy(ISymbol symbol, string attribute) => symbol switch
    {
        IMethodSymbol { ContainingType: { } declaring } method when Ownership.IsOwner(method, attribute) => declaring,
        INamedTypeSymbol type when Ownership.IsOwner(type, attribute) => type,
        _ => null,
    };

    private static DecoratorModel? Parse(
        INamedTypeSymbol type,
        IReadOnlyList<InterfaceMember> members,
        (string Stem, string Number) naming,
        Compilation compilation)
    {
        var types = new TypeWriter(compilation);
        var decorator = $"{naming.Stem}Decorator{naming.Number}";
        var typeParameters = InterfaceShape.TypeParametersOf(type).ToList();
        var names = new NameAllocator(TakenNames(type, members).Append(decorator));
        var innerField = names.Allocate("_inner");
        var contextField = names.Allocate("_context");
        var asked = names.Allocate("Inner");
        var aspects = new AspectsParser(type, members, names, types);
        var parser = new MemberParser(types, [.. typeParameters.Select(parameter => parameter.Name)]);
        var read = members.Select(member => Parse(member, parser, aspects)).ToList();
        var models = read.Zip(members, (model, member) => aspects.Complete(model, member.Symbol)).ToEquatableArray();
        var (pooled, lazy) = RentParser.Parse(type, members, naming.Stem, names);
        var typeModel = new TypeModel(
            DecoratorNaming.NamespaceOf(type),
            InterfaceShape.IsPublic(type) ? "public" : "internal",
            new(
                decorator,
                $"{naming.Stem}Decoration{naming.Number}",
                $"{naming.Stem}Registration{naming.Number}",
                innerField,
                contextField,
                asked),
            types.Write(type),
            DecoratorNaming.ServiceName(type),
            TypeParameterParser.Parse(typeParameters, types, []),
            Attributes(type, types).ToEquatableArray(),
            Compliance.AttributeOf(type, compilation),
            types.Suppressions.ToEquatableArray(),
            DisposalParser.Parse(type, innerField));
        return types.HasUnnameable || (pooled is null && lazy is null && !Ownership.HasAspects(type))
            ? null
            : new(
                DecoratorNaming.HintName(type, compilation),
                typeModel,
                models,
                aspects.Regions.ToEquatableArray(),
                aspects.Batchers.ToEquatableArray(),
                aspects.Monitors.ToEquatableArray(),
                pooled,
                lazy)
            {
                Aggregators = aspects.Aggregators.ToEquatableArray(),
                Pipelines = aspects.Pipelines.ToEquatableArray(),
            };
    }

    private static MemberModel Parse(InterfaceMember member, MemberParser parser, AspectsParser aspects) => member.Symbol switch
    {
        IPropertySymbol property => parser.ParseProperty(property, member),
        IEventSymbol symbol => parser.ParseEvent(symbol, member),
        var symbol => parser.ParseMethod((IMethodSymbol)symbol, member, aspects.Parse((IMethodSymbol)symbol)),
    };

    /// <summary>Names that the emitted class has for something else.</summary>
    public static IEnumerable<string> TakenNames(INamedTypeSymbol type, IReadOnlyList<InterfaceMember> members)
        => OwnNames
            .Concat(InterfaceShape.TypeParametersOf(type).Select(parameter => parameter.Name))
            .Concat(members.Select(member => member.Symbol.Name))
            .Concat(members.SelectMany(member => MemberHealth.ParametersOf(member.Symbol)).Select(parameter => parameter.Name))
            .Concat(members.SelectMany(member => member.Method?.TypeParameters.Select(parameter => parameter.Name) ?? []));

    /// <summary>Attributes that the emitted types take over from the interface.</summary>
    public static IEnumerable<string> Attributes(INamedTypeSymbol type, TypeWriter types)
    {
        foreach (var outer in InterfaceShape.Around(type))
        {
            types.Note(outer);
        }

        return AttributeCopier.Of(type, types);
    }
}
