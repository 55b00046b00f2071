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
        var name = Qualified(implementation, method.Name) + TypeParameters(method.TypeParameters);
        var isExplicit = implementation.ExplicitInterface is not null;
        var constraints = method.TypeParameters
            .Select(parameter => isExplicit ? parameter.ExplicitConstraints : parameter.Constraints);
        return Declaration(
            $"{Access(implementation)}{modifier}{implementation.RefPrefix}{method.Type} {name}",
            method.Parameters.Select(parameter => Parameter(parameter, withDefault: true)),
            constraints);
    }

    /// <summary>Attributes that whoever makes a method's inner call has to have, too, one a line.</summary>
    public static string Requirements(MethodModel method)
        => string.Concat(method.Implementation.Attributes.Where(IsRequirement).Select(attribute => attribute + "\n"));

    /// <summary>Whether an attribute is one of <c>[RequiresUnreferencedCode]</c> and its like.</summary>
    public static bool IsRequirement(string attribute)
        => attribute.StartsWith("[global::System.Diagnostics.CodeAnalysis.Requires", StringComparison.Ordinal);

    /// <summary>Whether an attribute says what editors show of a member.</summary>
    public static bool IsForEditors(string attribute)
        => attribute.StartsWith("[global::System.ComponentModel.EditorBrowsable", StringComparison.Ordinal);

    /// <summary>The declaration of a private method with the parameters of another.</summary>
    public static string Private(MethodModel method, string name, string modifier = "")
        => Private(method, name, modifier, []);

    /// <summary>The declaration of a private method with the parameters of another, behind some of its own.</summary>
    public static string Private(MethodModel method, string name, string modifier, IEnumerable<string> own)
        => Requirements(method) + Declaration(
        $"private {modifier}{method.Type} {name}{TypeParameters(method.TypeParameters)}",
        own.Concat(method.Parameters.Select(parameter => Parameter(parameter, withDefault: false))),
        method.TypeParameters.Select(parameter => parameter.Constraints));

    /// <summary>A declaration: on one line where it fits, otherwise with each parameter on its own.</summary>
    public static string Declaration(string head, IEnumerable<string> parameters, IEnumerable<string> clauses)
        => Layout.List(head, [.. parameters], Clauses(clauses));

    /// <summary>What stands before the type of an implementing member.</summary>
    public static string Access(ImplementationModel implementation)
        => (implementation.ExplicitInterface is null ? "public " : "") + (implementation.IsUnsafe ? "unsafe " : "");

    /// <summary>The name of an implementing member, with its interface where that is named.</summary>
    public static string Qualified(ImplementationModel implementation, string name)
        => implementation.ExplicitInterface is null ? name : $"{implementation.ExplicitInterface}.{name}";

    /// <summary>A parameter list without its brackets.</summary>
    public static string Parameters(IEnumerable<ParameterModel> parameters)
        => string.Join(", ", parameters.Select(parameter => Parameter(parameter, withDefault: true)));

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
        => parameters.IsEmpty
            ? ""
            : $"<{string.Join(", ", parameters.Select(parameter => parameter.Attributes + parameter.Name))}>";

    private static string Parameter(ParameterModel parameter, bool withDefault)
        => (withDefault ? parameter.CallerInfo : "")
            + $"{parameter.Attributes}{parameter.Modifier}{parameter.Type} {parameter.Name}"
            + (withDefault && parameter.Default is not null ? $" = {parameter.Default}" : "");
}
