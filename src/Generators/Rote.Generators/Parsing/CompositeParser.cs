using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Turns an interface with fanned out members into the model of its composite.</summary>
/// <remarks>As <see cref="DecoratorParser"/>: what is broken, or lacks a rule, has no model; nothing throws.</remarks>
internal static class CompositeParser
{
    private static readonly AspectsModel NoAspects = new(new("", "", "", ""), null, null, null, null);

    /// <summary>
    /// The model of the interface that declares an annotated member; <see langword="null"/> where another member brings it, or
    /// where there can be no composite.
    /// </summary>
    public static CompositeModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var compilation = context.SemanticModel.Compilation;
        if (context.TargetSymbol.ContainingType is not { TypeKind: TypeKind.Interface } type
            || compilation is not CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp12 }
            || !FanOutOwnership.IsOwner(context.TargetSymbol)
            || !InterfaceShape.Classify(type, compilation).IsDecoratable)
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var (stem, number) = DecoratorNaming.Resolve(type, compilation, FanOutOwnership.IsAnnotated, "FanOut", "FanningOut");
        var composite = $"{stem}FanOut{number}";
        var members = InterfaceMembers.Collect(type, composite, compilation);
        cancellationToken.ThrowIfCancellationRequested();
        if (members is null || members.Any(member => member.Symbol.Name.Length == 0 || MemberHealth.IsBroken(member, type)))
        {
            return null;
        }

        var rules = members.Select(member => FanOutShape.Classify(member.Symbol, type, compilation)).ToList();
        return rules.All(rule => rule.IsFollowed) ? Parse(type, members, rules, (stem, number), compilation) : null;
    }

    private static CompositeModel? Parse(
        INamedTypeSymbol type,
        IReadOnlyList<InterfaceMember> members,
        IReadOnlyList<FanOutVerdict> rules,
        (string Stem, string Number) naming,
        Compilation compilation)
    {
        var types = new TypeWriter(compilation);
        var composite = $"{naming.Stem}FanOut{naming.Number}";
        var names = new NameAllocator(DecoratorParser.TakenNames(type, members).Append(composite));
        var first = names.Allocate("_first");
        var stores = names.Allocate("_stores");
        var asked = names.Allocate("Asked");
        var parser = new MemberParser(types, [.. InterfaceShape.TypeParametersOf(type).Select(parameter => parameter.Name)]);
        var models = members
            .Zip(rules, (member, rule) => (Member: member, Rule: rule))
            .Where(pair => pair.Rule.Kind != FanOutVerdictKind.Own)
            .Select(pair => Parse(pair.Member, pair.Rule, parser, types))
            .ToEquatableArray();
        var typeModel = new TypeModel(
            DecoratorNaming.NamespaceOf(type),
            InterfaceShape.IsPublic(type) ? "public" : "internal",
            new(
                composite,
                $"{naming.Stem}FanningOut{naming.Number}",
                $"{naming.Stem}FanOutRegistration{naming.Number}",
                first,
                stores,
                asked),
            types.Write(type),
            DecoratorNaming.ServiceName(type),
            TypeParameterParser.Parse(InterfaceShape.TypeParametersOf(type).ToList(), types, []),
            DecoratorParser.Attributes(type, types).ToEquatableArray(),
            Compliance.AttributeOf(type, compilation),
            types.Suppressions.ToEquatableArray(),
            DisposalParser.Parse(type, stores));
        var file = DecoratorNaming.HintName(type, compilation);
        return types.HasUnnameable
            ? null
            : new($"{file.Substring(0, file.Length - ".g.cs".Length)}.FanOut.g.cs", typeModel, models);
    }

    private static CompositeMemberModel Parse(
        InterfaceMember member, FanOutVerdict rule, MemberParser parser, TypeWriter types)
    {
        MemberModel model = member.Symbol switch
        {
            IPropertySymbol property => parser.ParseProperty(property, member),
            IEventSymbol symbol => parser.ParseEvent(symbol, member),
            var symbol => parser.ParseMethod((IMethodSymbol)symbol, member, NoAspects),
        };
        return new(model, rule.Kind == FanOutVerdictKind.All, rule.Search is { } search ? Parse(search, types) : null);
    }

    private static FanOutSearchModel Parse(FanOutSearchShape search, TypeWriter types)
    {
        var nullable = search.Score.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        var number = nullable ? ((INamedTypeSymbol)search.Score.Type).TypeArguments[0] : search.Score.Type;
        return new(
            search.Answer,
            $"global::System.Collections.Generic.IReadOnlyList<{types.Write(search.Item)}>",
            new(
                Parse(search.Score, types),
                nullable,
                number.SpecialType is SpecialType.System_Double or SpecialType.System_Single,
                search.IsLowestFirst),
            Parse(search.Key, types),
            search.Limit is { } limit ? Identifiers.Escape(limit.Name) : null,
            search.MaxItems);
    }

    private static FanOutValueModel Parse(FanOutValue value, TypeWriter types)
    {
        types.Note(value.Symbol);
        var name = Identifiers.Escape(value.Symbol.Name);
        return value.Symbol is IMethodSymbol { IsStatic: true } method
            ? new($"{types.Write(method.ContainingType)}.{name}", IsStatic: true)
            : new(value.Symbol is IMethodSymbol ? $"{name}()" : name, IsStatic: false);
    }
}
