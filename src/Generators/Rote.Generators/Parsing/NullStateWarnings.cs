using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>
/// What the compiler says of an implementation that promises, as its interface does, something about nulls which only the call
/// of the store can show: an answer from the cache or of a batch does not go by it.
/// </summary>
internal static class NullStateWarnings
{
    /// <summary>Warnings about a method that may answer without the store.</summary>
    public static IEnumerable<string> Of(IMethodSymbol method)
    {
        if (method.Parameters.Any(parameter => Has(parameter.GetAttributes(), "NotNullAttribute")))
        {
            yield return "CS8777";
        }

        if (Has(method.GetReturnTypeAttributes(), "NotNullIfNotNullAttribute"))
        {
            yield return "CS8825";
        }
    }

    private static bool Has(IEnumerable<AttributeData> attributes, string name)
        => attributes.Any(attribute => attribute.AttributeClass?.Is("System.Diagnostics.CodeAnalysis", name) == true);
}
