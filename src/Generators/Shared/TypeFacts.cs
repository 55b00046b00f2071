using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Questions about types, answered by name: generators and analyzers do not reference what they know.</summary>
internal static class TypeFacts
{
    /// <summary>Whether a type is the one of this name, directly in a namespace given with dots.</summary>
    public static bool Is(this ITypeSymbol type, string dottedNamespace, string name, int arity = 0)
        => type is INamedTypeSymbol named
            && named.Name == name
            && named.Arity == arity
            && named.ContainingType is null
            && named.ContainingNamespace.IsNamed(dottedNamespace);

    /// <summary>Whether a namespace is the one of this name, given with dots.</summary>
    /// <remarks>Compared part by part: this is asked for every type many times, a text each time would be much work.</remarks>
    public static bool IsNamed(this INamespaceSymbol? space, string dottedNamespace)
    {
        var end = dottedNamespace.Length;
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(dottedNamespace, start, space.Name, 0, space.Name.Length) != 0)
            {
                return false;
            }

            if (start == 0)
            {
                return space.ContainingNamespace is null or { IsGlobalNamespace: true };
            }

            if (dottedNamespace[start - 1] != '.')
            {
                return false;
            }

            end = start - 1;
        }

        return false;
    }

    /// <summary>Whether a type is, or implements, the interface of this name.</summary>
    public static bool IsOrImplements(this ITypeSymbol type, string dottedNamespace, string name, int arity = 0)
        => type.Is(dottedNamespace, name, arity)
            || type.AllInterfaces.Any(candidate => candidate.Is(dottedNamespace, name, arity));

    /// <summary>Whether a type is <c>CancellationToken</c>.</summary>
    public static bool IsCancellationToken(this ITypeSymbol type) => type.Is("System.Threading", "CancellationToken");

    /// <summary>Whether a type is <c>IAsyncEnumerable&lt;T&gt;</c>.</summary>
    public static bool IsAsyncStream(this ITypeSymbol type) => type.Is("System.Collections.Generic", "IAsyncEnumerable", 1);

    /// <summary>How a method hands its result over. A task that may be missing is a plain value: it cannot be awaited.</summary>
    public static ReturnKind ReturnKindOf(IMethodSymbol method)
    {
        const string Tasks = "System.Threading.Tasks";
        var type = method.ReturnType;
        return method switch
        {
            { ReturnsVoid: true } => ReturnKind.Nothing,
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => ReturnKind.Value,
            _ when type.NullableAnnotation == NullableAnnotation.Annotated => ReturnKind.Value,
            _ when type.Is(Tasks, "ValueTask", 1) => ReturnKind.ValueTaskOfValue,
            _ when type.Is(Tasks, "Task", 1) => ReturnKind.TaskOfValue,
            _ when type.Is(Tasks, "ValueTask") => ReturnKind.ValueTask,
            _ when type.Is(Tasks, "Task") => ReturnKind.Task,
            _ => ReturnKind.Value,
        };
    }

    /// <summary>What a call gives once it has been waited for, or nothing.</summary>
    public static ITypeSymbol? ResultOf(IMethodSymbol method) => ReturnKindOf(method) switch
    {
        ReturnKind.Value => method.ReturnType,
        ReturnKind.TaskOfValue or ReturnKind.ValueTaskOfValue => ((INamedTypeSymbol)method.ReturnType).TypeArguments[0],
        _ => null,
    };

    /// <summary>Whether a type, or one that it is made of, is missing.</summary>
    public static bool IsBroken(this ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => array.ElementType.IsBroken(),
        IPointerTypeSymbol pointer => pointer.PointedAtType.IsBroken(),
        IFunctionPointerTypeSymbol { Signature: var signature }
            => signature.ReturnType.IsBroken() || signature.Parameters.Any(parameter => parameter.Type.IsBroken()),
        INamedTypeSymbol named => named.TypeArguments.Any(IsBroken) || (named.ContainingType is { } outer && outer.IsBroken()),
        _ => false,
    };

    /// <summary>Whether a method, or one of its parameters, names a type that is missing.</summary>
    public static bool IsBroken(this IMethodSymbol method)
        => method.ReturnType.IsBroken()
            || method.Parameters.Any(parameter => parameter.Type.IsBroken())
            || method.TypeParameters.Any(parameter => parameter.ConstraintTypes.Any(IsBroken));

    /// <summary>Whether a type, and all that it is made of, can be named everywhere.</summary>
    public static bool IsPublic(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.IsPublic(),
        IPointerTypeSymbol pointer => pointer.PointedAtType.IsPublic(),
        INamedTypeSymbol named => named.DeclaredAccessibility == Accessibility.Public
            && named.TypeArguments.All(IsPublic)
            && named.ContainingType?.IsPublic() != false,
        _ => true,
    };

    /// <summary>Whether the use of a symbol is an error.</summary>
    public static bool IsForbidden(this ISymbol symbol)
        => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Is("System", nameof(ObsoleteAttribute)) == true
            && attribute.ConstructorArguments.Any(argument => argument.Value is true));

    /// <summary>Whether a member asks something of its callers: <c>[RequiresUnreferencedCode]</c> and its like.</summary>
    public static bool HasRequirements(this ISymbol symbol)
        => symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type
            && type.Name.StartsWith("Requires", StringComparison.Ordinal)
            && type.Is("System.Diagnostics.CodeAnalysis", type.Name));

    /// <summary>Whether a type is a pointer or lives on the stack only.</summary>
    public static bool IsStackBound(this ITypeSymbol type)
        => type.IsRefLikeType
            || type is ITypeParameterSymbol { AllowsRefLikeType: true }
            || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer;

    /// <summary>Whether a pointer occurs anywhere in a type.</summary>
    public static bool MentionsPointer(this ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => array.ElementType.MentionsPointer(),
        INamedTypeSymbol named => named.TypeArguments.Any(MentionsPointer),
        _ => false,
    };
}
