using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>
/// Decides whether a method can be cached. The generator and the analyzer of <c>[Cached]</c> ask the same function, so what
/// the one does not decorate the other reports.
/// </summary>
internal static class CacheShape
{
    /// <summary>How a method can be cached, or the first reason why it cannot.</summary>
    public static CacheVerdict Classify(IMethodSymbol method)
    {
        var shape = ClassifyShape(method);
        return shape.IsCacheable && CachedSettings.Of(method) is { } settings
            ? CacheOptionRules.Classify(method, shape, settings.Options)
            : shape;
    }

    /// <summary>How a method can be cached, whatever its attribute asks for.</summary>
    public static CacheVerdict ClassifyShape(IMethodSymbol method)
    {
        var result = ClassifyResult(method);
        return result.IsCacheable ? ClassifyParameters(method, result.Kind) : result;
    }

    private static CacheVerdict ClassifyResult(IMethodSymbol method)
    {
        if (method.IsBroken())
        {
            return new(CacheVerdictKind.Broken);
        }

        if (method.IsStatic || method.MethodKind != MethodKind.Ordinary)
        {
            return new(CacheVerdictKind.NotAnInstanceMethod);
        }

        if (method.IsGenericMethod)
        {
            return new(CacheVerdictKind.GenericMethod);
        }

        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            return new(CacheVerdictKind.RefResult);
        }

        return TypeFacts.ResultOf(method) is not { } result ? new(CacheVerdictKind.NoResult)
            : IsBuffered(method) ? new(ClassifyBuffered(((INamedTypeSymbol)result).TypeArguments[0]))
            : new(ClassifyResult(result));
    }

    private static bool IsBuffered(IMethodSymbol method)
        => method.ReturnType.IsAsyncStream()
            && method.ReturnType.NullableAnnotation != NullableAnnotation.Annotated
            && CachedSettings.Of(method) is { IsBuffered: true };

    private static CacheVerdictKind ClassifyBuffered(ITypeSymbol item)
    {
        var kind = ClassifyResult(item);
        return kind == CacheVerdictKind.Cacheable ? CacheVerdictKind.CacheableBuffered : kind;
    }

    private static CacheVerdictKind ClassifyResult(ITypeSymbol result)
    {
        if (result.IsStackBound())
        {
            return CacheVerdictKind.RefResult;
        }

        if (result.IsOrImplements("System.Collections.Generic", "IAsyncEnumerable", 1))
        {
            return CacheVerdictKind.StreamResult;
        }

        if (IsDeferred(result))
        {
            return CacheVerdictKind.DeferredResult;
        }

        return result.IsOrImplements("System", "IDisposable") || result.IsOrImplements("System", "IAsyncDisposable")
            ? CacheVerdictKind.DisposableResult
            : CacheVerdictKind.Cacheable;
    }

    private static bool IsDeferred(ITypeSymbol result)
        => result.Is("System.Collections.Generic", "IEnumerable", 1)
            || result.Is("System.Collections", "IEnumerable")
            || IsValueTask(result)
            || result.IsOrImplements("System.Linq", "IQueryable")
            || result.IsOrImplements("System.Collections", "IEnumerator");

    // Awaited once, and then no more.
    private static bool IsValueTask(ITypeSymbol result)
    {
        var type = result is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : result;
        return type.Is("System.Threading.Tasks", "ValueTask") || type.Is("System.Threading.Tasks", "ValueTask", 1);
    }

    private static CacheVerdict ClassifyParameters(IMethodSymbol method, CacheVerdictKind whole)
    {
        var list = -1;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
            {
                return new(CacheVerdictKind.ByRefParameter, parameter.Ordinal);
            }

            if (parameter.Type.IsStackBound())
            {
                return new(CacheVerdictKind.RefLikeParameter, parameter.Ordinal);
            }

            if (!parameter.IsKeyed() || KeyTypes.IsKeyable(parameter.Type))
            {
                continue;
            }

            if (ListTypes.ElementOf(parameter.Type) is null)
            {
                return new(CacheVerdictKind.UnkeyableParameter, parameter.Ordinal);
            }

            if (list >= 0)
            {
                return new(CacheVerdictKind.ListParameter, parameter.Ordinal);
            }

            list = parameter.Ordinal;
        }

        return list < 0 ? new(whole) : ClassifyList(method, method.Parameters[list]);
    }

    // The list is the last keyed parameter, its items are keys, and the result is awaited: a list aligned with it, or a
    // dictionary of them. Neither may be missing: there is no entry for "no list".
    private static CacheVerdict ClassifyList(IMethodSymbol method, IParameterSymbol list)
    {
        var item = ListTypes.ElementOf(list.Type)!;
        var isLast = !method.Parameters.Skip(list.Ordinal + 1).Any(parameter => parameter.IsKeyed());
        var isAligned = TypeFacts.ReturnKindOf(method) is ReturnKind.TaskOfValue or ReturnKind.ValueTaskOfValue
            && TypeFacts.ResultOf(method) is { } result
            && result.NullableAnnotation != NullableAnnotation.Annotated
            && (ListTypes.AlignedElementOf(result) ?? DictionaryTypes.ValueFor(result, item)) is { } value
            && ClassifyResult(value) == CacheVerdictKind.Cacheable;
        var isThere = list.Type.NullableAnnotation != NullableAnnotation.Annotated;
        return isLast && isAligned && isThere && !list.IsScope() && KeyTypes.IsKeyable(item)
            ? new(CacheVerdictKind.CacheablePerItem, list.Ordinal)
            : new(CacheVerdictKind.ListParameter, list.Ordinal);
    }
}
