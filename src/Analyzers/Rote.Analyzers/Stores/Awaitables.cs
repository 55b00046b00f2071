using Microsoft.CodeAnalysis;

namespace Rote.Analyzers.Stores;

/// <summary>Which results are waited for, and what they bring.</summary>
internal static class Awaitables
{
    /// <summary>Whether a result is a task, another awaitable, or an asynchronous stream.</summary>
    public static bool IsAwaitableOrStream(ITypeSymbol type) => IsTaskLike(type) || IsStream(type) || HasAwaiter(type);

    /// <summary>Whether a type is <c>IAsyncEnumerable&lt;T&gt;</c>.</summary>
    public static bool IsStream(ITypeSymbol type)
        => type is INamedTypeSymbol { Name: "IAsyncEnumerable", Arity: 1 } && IsIn(type, "System.Collections.Generic");

    /// <summary>What awaiting a task gives, or nothing for a task without a result.</summary>
    /// <remarks>A type that is no task is its own result.</remarks>
    public static ITypeSymbol? ResultOf(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
        {
            return null;
        }

        if (!IsTaskLike(type))
        {
            return type;
        }

        var arguments = ((INamedTypeSymbol)type).TypeArguments;
        return arguments.IsEmpty ? null : arguments[0];
    }

    /// <summary>Whether a type is one of the four tasks of the base library.</summary>
    public static bool IsTaskLike(ITypeSymbol type)
        => type is INamedTypeSymbol { Name: "Task" or "ValueTask" } && IsIn(type, "System.Threading.Tasks");

    /// <summary>Whether a type stands directly in a namespace, given with dots.</summary>
    public static bool IsIn(ITypeSymbol type, string dottedNamespace)
        => type.ContainingType is null && type.ContainingNamespace?.ToDisplayString() == dottedNamespace;

    private static bool HasAwaiter(ITypeSymbol type)
        => type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct }
            && type.GetMembers("GetAwaiter").OfType<IMethodSymbol>().Any(method => method is { IsStatic: false, Parameters.IsEmpty: true });
}
