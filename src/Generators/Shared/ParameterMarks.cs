using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>What the attributes of a parameter say about keys.</summary>
internal static class ParameterMarks
{
    /// <summary>Whether a parameter names the owner of the data.</summary>
    public static bool IsScope(this IParameterSymbol parameter) => Has(parameter, "ScopeAttribute");

    /// <summary>Whether a parameter is part of the key: all are, but tokens and those left out by <c>[NotInKey]</c>.</summary>
    /// <remarks><c>[Scope]</c> wins over <c>[NotInKey]</c>.</remarks>
    public static bool IsKeyed(this IParameterSymbol parameter)
        => !parameter.Type.IsCancellationToken() && (parameter.IsScope() || !Has(parameter, "NotInKeyAttribute"));

    private static bool Has(IParameterSymbol parameter, string attribute)
        => parameter.GetAttributes().Any(candidate => candidate.AttributeClass?.Is("Rote", attribute) == true);
}
