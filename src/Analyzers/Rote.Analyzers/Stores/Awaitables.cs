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

    /// <summary>What waiting for a call gives, or nothing.</summary>
    public static ITypeSymbol? ResultOf(IMethodSymbol method)
    {
        if (AwaiterOf(method.ReturnType) is not { } awaiter || IsTaskLike(method.ReturnType))
        {
            return TypeFacts.ResultOf(method);
        }

        var result = awaiter.ReturnType.GetMembers("GetResult").OfType<IMethodSymbol>().FirstOrDefault();
        return result is { ReturnsVoid: false } ? result.ReturnType : null;
    }

    private static bool HasAwaiter(ITypeSymbol type) => AwaiterOf(type) is not null;

    private static IMethodSymbol? AwaiterOf(ITypeSymbol type)
        => type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct }
            ? type.GetMembers("GetAwaiter").OfType<IMethodSymbol>()
                .FirstOrDefault(method => method is { IsStatic: false, Parameters.IsEmpty: true })
            : null;
}
