using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>The default names of operations and regions: <c>IRecallStore.GetAsync</c>.</summary>
internal static class OperationNames
{
    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>A name for each method. Overloads are told apart by their parameter types, and only if need be by a number.</summary>
    public static Dictionary<IMethodSymbol, string> Of(IEnumerable<IMethodSymbol> methods)
    {
        var names = new Dictionary<IMethodSymbol, string>(SymbolEqualityComparer.Default);
        var taken = new NameAllocator([]);
        foreach (var overloads in methods.GroupBy(method => $"{method.ContainingType.Name}.{method.Name}"))
        {
            var isOverloaded = overloads.Skip(1).Any();
            foreach (var method in overloads)
            {
                names[method] = taken.Allocate(isOverloaded ? $"{overloads.Key}({Types(method)})" : overloads.Key);
            }
        }

        return names;
    }

    private static string Types(IMethodSymbol method) => string.Join(
        ",", method.Parameters.Where(parameter => !parameter.Type.IsCancellationToken()).Select(parameter => parameter.Type.ToDisplayString(Short)));
}
