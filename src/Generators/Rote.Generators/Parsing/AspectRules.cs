using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Says which calls can be wrapped at all. What cannot is forwarded unchanged.</summary>
internal static class AspectRules
{
    /// <summary>Whether a private method can stand between caller and inner call, to measure it or to act when it ends.</summary>
    public static bool CanWrap(IMethodSymbol method)
        => !CannotBeCopied(method) && CanReturn(method) && (IsAwaited(method) ? CanAwait(method) : !IsStream(method));

    /// <summary>Whether the stream that a call returns can be measured: its work begins when it is read.</summary>
    public static bool CanMeasureStream(IMethodSymbol method) => !CannotBeCopied(method) && IsPlainStream(method);

    /// <summary>
    /// Whether a call is awaited or read, but in no method and no lambda with its parameters: what is handed over is measured and
    /// followed.
    /// </summary>
    public static bool IsOnlyOutside(IMethodSymbol method)
        => !CannotBeCopied(method)
            && CanReturn(method)
            && (IsAwaited(method) || IsPlainStream(method))
            && !CanAwait(method);

    /// <summary>Whether calls of a method cannot be repeated elsewhere in the class.</summary>
    public static bool CannotBeCopied(IMethodSymbol method)
        => method.IsForbidden()
            || AttributeCopier.Has(method, "DoesNotReturnAttribute")
            || method.ReturnType.MentionsPointer()
            || method.Parameters.Any(parameter => parameter.Type.MentionsPointer());

    private static bool CanReturn(IMethodSymbol method)
        => !method.ReturnsByRef && !method.ReturnsByRefReadonly && !method.ReturnType.IsStackBound();

    // An asynchronous method has no parameter by reference and none that lives on the stack.
    private static bool CanAwait(IMethodSymbol method)
        => method.Parameters.All(parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsStackBound());

    private static bool IsAwaited(IMethodSymbol method)
        => TypeFacts.ReturnKindOf(method) is not (ReturnKind.Nothing or ReturnKind.Value);

    private static bool IsPlainStream(IMethodSymbol method)
        => method.ReturnType.IsAsyncStream() && method.ReturnType.NullableAnnotation != NullableAnnotation.Annotated;

    // The work of a stream begins when it is read, after the call has ended.
    private static bool IsStream(IMethodSymbol method)
        => method.ReturnType.IsOrImplements("System.Collections.Generic", "IAsyncEnumerable", 1)
            || method.ReturnType.IsOrImplements("System.Collections.Generic", "IAsyncEnumerator", 1);
}
