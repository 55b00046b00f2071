using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads type parameters with all their constraints.</summary>
internal static class TypeParameterParser
{
    /// <summary>Type parameters of a type or method.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="types">Writes the types that they are constrained to.</param>
    /// <param name="annotated">Types in which <c>T?</c> would change its meaning without a constraint; explicit implementations only.</param>
    public static EquatableArray<TypeParameterModel> Parse(
        IEnumerable<ITypeParameterSymbol> parameters, TypeWriter types, IReadOnlyCollection<ITypeSymbol> annotated)
        => parameters.Select(parameter => Parse(parameter, types, annotated)).ToEquatableArray();

    private static TypeParameterModel Parse(ITypeParameterSymbol parameter, TypeWriter types, IReadOnlyCollection<ITypeSymbol> annotated)
    {
        var name = types.Write(parameter.WithNullableAnnotation(NullableAnnotation.None));
        var constraints = string.Join(", ", Constraints(parameter, types));
        return new(
            name,
            AttributeCopier.Inline(parameter, types),
            constraints.Length == 0 ? "" : $"where {name} : {constraints}",
            annotated.Any(type => UsesAnnotated(type, parameter)) ? $"where {name} : {ExplicitConstraint(parameter)}" : "");
    }

    private static IEnumerable<string> Constraints(ITypeParameterSymbol parameter, TypeWriter types)
    {
        if (Kind(parameter) is { } kind)
        {
            yield return kind;
        }

        foreach (var type in parameter.ConstraintTypes)
        {
            yield return types.Write(type);
        }

        if (parameter.HasConstructorConstraint)
        {
            yield return "new()";
        }

        if (parameter.AllowsRefLikeType)
        {
            yield return "allows ref struct";
        }
    }

    private static string? Kind(ITypeParameterSymbol parameter)
        => parameter.HasUnmanagedTypeConstraint ? "unmanaged"
            : parameter.HasValueTypeConstraint ? "struct"
            : parameter.HasNotNullConstraint ? "notnull"
            : !parameter.HasReferenceTypeConstraint ? null
            : parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?"
            : "class";

    private static string ExplicitConstraint(ITypeParameterSymbol parameter)
        => parameter.IsReferenceType ? "class" : parameter.IsValueType ? "struct" : "default";

    private static bool UsesAnnotated(ITypeSymbol type, ITypeParameterSymbol parameter) => type switch
    {
        ITypeParameterSymbol used => used.NullableAnnotation == NullableAnnotation.Annotated
            && SymbolEqualityComparer.Default.Equals(used.WithNullableAnnotation(NullableAnnotation.None), parameter),
        IArrayTypeSymbol array => UsesAnnotated(array.ElementType, parameter),
        INamedTypeSymbol named => named.TypeArguments.Any(argument => UsesAnnotated(argument, parameter)),
        _ => false,
    };
}
