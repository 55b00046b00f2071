using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads whether an assembly promises to keep to what every language of the platform understands.</summary>
internal static class Compliance
{
    /// <summary>
    /// The attribute that says that the decorator does not keep the promise, since it takes the toolkit's options;
    /// <see langword="null"/> where the assembly promises nothing, or nobody outside sees the decorator.
    /// </summary>
    public static string? AttributeOf(INamedTypeSymbol type, Compilation compilation)
        => InterfaceShape.IsPublic(type) && compilation.Assembly.GetAttributes().Any(IsPromise)
            ? "[global::System.CLSCompliant(false)]"
            : null;

    private static bool IsPromise(AttributeData attribute)
        => attribute.AttributeClass?.Is("System", nameof(CLSCompliantAttribute)) == true
            && attribute.ConstructorArguments.FirstOrDefault().Value is true;
}
