using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>
/// Decides whether a member can be called on a store that is obtained for each call. The generator and the analyzers ask the
/// same function.
/// </summary>
internal static class RentShape
{
    private const string Collections = "System.Collections.Generic";

    /// <summary>Whether a member can be called on one of several stores, which is given back afterwards.</summary>
    public static bool CanRent(ISymbol member) => CanOpen(member) && member switch
    {
        IPropertySymbol property => property is { ReturnsByRef: false, ReturnsByRefReadonly: false }
            && property.SetMethod is null or { IsInitOnly: true }
            && !NeedsItsStore(property.Type),
        IMethodSymbol method => method is { ReturnsByRef: false, ReturnsByRefReadonly: false }
            && !NeedsItsStore(method.ReturnType)
            && (!method.ReturnType.IsAsyncStream() || IsCapturable(method)),
        _ => false,
    };

    /// <summary>Whether a member can be called on a store that has to be waited for first.</summary>
    public static bool CanOpen(ISymbol member) => member switch
    {
        IPropertySymbol property => !MentionsPointer(property.Type, property.Parameters),
        IMethodSymbol method => !MentionsPointer(method.ReturnType, method.Parameters)
            && (IsAwaited(method) ? IsCapturable(method) : !method.ReturnType.IsAsyncStream() || IsCapturable(method)),
        IEventSymbol symbol => !symbol.Type.MentionsPointer(),
        _ => false,
    };

    private static bool IsAwaited(IMethodSymbol method)
        => TypeFacts.ReturnKindOf(method) is not (ReturnKind.Nothing or ReturnKind.Value);

    // A lambda and an asynchronous method have no parameter by reference and none that lives on the stack.
    private static bool IsCapturable(IMethodSymbol method)
        => method.Parameters.All(parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsStackBound());

    // What is read, awaited or written to only after the call.
    private static bool NeedsItsStore(ITypeSymbol type)
        => type.IsStackBound()
            || type.IsOrImplements(Collections, "IAsyncEnumerator", 1)
            || type.IsOrImplements("System.Collections", "IEnumerator")
            || type.Is("System.Collections", "IEnumerable")
            || (type.NullableAnnotation == NullableAnnotation.Annotated
                && (type.IsAsyncStream() || type.Is(Collections, "IEnumerable", 1) || IsTask(type)));

    private static bool IsTask(ITypeSymbol type)
        => type.ContainingNamespace.IsNamed("System.Threading.Tasks") && type.Name is "Task" or "ValueTask";

    private static bool MentionsPointer(ITypeSymbol type, IEnumerable<IParameterSymbol> parameters)
        => type.MentionsPointer() || parameters.Any(parameter => parameter.Type.MentionsPointer());
}
