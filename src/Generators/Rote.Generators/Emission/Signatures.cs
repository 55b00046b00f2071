using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes declarations and argument lists.</summary>
internal static class Signatures
{
    /// <summary>The declaration of the member that implements a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="modifier"><c>async </c> or nothing.</param>
    public static string Implementing(MethodModel method, string modifier = "")
    {
        var implementation = method.Implementation;
        var head = $"{Access(implementation)}{modifier}{implementation.RefPrefix}{method.Type} {Qualified(implementation, method.Name)}";
        var constraints = method.TypeParameters
            .Select(parameter => implementation.ExplicitInterface is null ? parameter.Constraints : parameter.ExplicitConstraints);
        return $"{head}{TypeParameters(method.TypeParameters)}({Parameters(method.Parameters)}){Clauses(constraints)}";
    }

    /// <summary>The declaration of a private method with the parameters of another.</summary>
    public static string Private(MethodModel method, string name, string modifier = "")
        => $"private {modifier}{method.Type} {name}{TypeParameters(method.TypeParameters)}"
            + $"({Parameters(method.Parameters, withDefaults: false)}){Clauses(method.TypeParameters.Select(parameter => parameter.Constraints))}";

    /// <summary>What stands before the type of an implementing member.</summary>
    public static string Access(ImplementationModel implementation)
        => (implementation.ExplicitInterface is null ? "public " : "") + (implementation.IsUnsafe ? "unsafe " : "");

    /// <summary>The name of an implementing member, with its interface where that is named.</summary>
    public static string Qualified(ImplementationModel implementation, string name)
        => implementation.ExplicitInterface is null ? name : $"{implementation.ExplicitInterface}.{name}";

    /// <summary>A parameter list without its brackets.</summary>
    public static string Parameters(IEnumerable<ParameterModel> parameters, bool withDefaults = true)
        => string.Join(", ", parameters.Select(parameter
            => $"{parameter.Attributes}{parameter.Modifier}{parameter.Type} {parameter.Name}{Default(parameter, withDefaults)}"));

    /// <summary>The arguments that pass parameters on, without brackets.</summary>
    public static string Arguments(IEnumerable<ParameterModel> parameters)
        => string.Join(", ", parameters.Select(parameter => parameter.ArgumentModifier + parameter.Name));

    /// <summary>Type arguments that pass type parameters on, with brackets; nothing where there are none.</summary>
    public static string TypeArguments(EquatableArray<TypeParameterModel> parameters)
        => parameters.IsEmpty ? "" : $"<{string.Join(", ", parameters.Select(parameter => parameter.Name))}>";

    /// <summary>Constraint clauses, each on a line of its own.</summary>
    public static string Clauses(IEnumerable<string> clauses)
        => string.Concat(clauses.Where(clause => clause.Length > 0).Select(clause => "\n    " + clause));

    private static string TypeParameters(EquatableArray<TypeParameterModel> parameters)
        => parameters.IsEmpty ? "" : $"<{string.Join(", ", parameters.Select(parameter => parameter.Attributes + parameter.Name))}>";

    private static string Default(ParameterModel parameter, bool withDefaults)
        => withDefaults && parameter.Default is not null ? $" = {parameter.Default}" : "";
}
