using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Stores;

/// <summary>Which results are waited for.</summary>
internal static class Awaitables
{
    /// <summary>Whether a result is a task, another awaitable, or an asynchronous stream.</summary>
    public static bool IsAwaitableOrStream(ITypeSymbol type) => IsTaskLike(type) || type.IsAsyncStream() || HasAwaiter(type);

    /// <summary>Whether a type is one of the four tasks of the base library.</summary>
    public static bool IsTaskLike(ITypeSymbol type)
        => type is INamedTypeSymbol { Name: "Task" or "ValueTask" } && IsIn(type, "System.Threading.Tasks");

    /// <summary>Whether a type stands directly in a namespace, given with dots.</summary>
    public static bool IsIn(ITypeSymbol type, string dottedNamespace)
        => type.ContainingType is null && type.ContainingNamespace?.ToDisplayString() == dottedNamespace;

    private static bool HasAwaiter(ITypeSymbol type)
        => type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct }
            && type.GetMembers("GetAwaiter").OfType<IMethodSymbol>()
                .Any(method => method is { IsStatic: false, Parameters.IsEmpty: true });
}
