using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Finds the method that returns the pages of a stream, as <c>[Paged]</c> names it.</summary>
/// <remarks>
/// Parameters belong together that have the same name and type. So a page method never gets less than the stream was asked for,
/// a scope above all.
/// </remarks>
internal static class PageSiblings
{
    /// <summary>How a call of a page method is made from that of a stream, or nothing where the two do not fit.</summary>
    public static PageSibling? Match(IMethodSymbol stream, IMethodSymbol page)
    {
        if (!BatchSiblings.IsEligible(stream)
            || !BatchSiblings.IsEligible(page)
            || page.HasRequirements()
            || !stream.ReturnType.IsAsyncStream()
            || !IsPageOf(page, ((INamedTypeSymbol)stream.ReturnType).TypeArguments[0]))
        {
            return null;
        }

        var arguments = page.Parameters.Select(parameter => ArgumentFor(parameter, stream)).ToArray();
        var isComplete = stream.Parameters
            .All(parameter => parameter.Type.IsCancellationToken() || arguments.Contains(parameter.Ordinal));
        var hasToken = Place(page, arguments, parameter => parameter.Type.IsCancellationToken(), "", PageSibling.Token) != null;
        return isComplete
            && hasToken
            && Place(page, arguments, IsCursor, "cursor", PageSibling.Cursor) == true
            && Place(page, arguments, IsLimit, "limit", PageSibling.Limit) is not null
            && page.Parameters.All(parameter => arguments[parameter.Ordinal] != PageSibling.LeftOut
                || parameter.IsOptional || parameter.IsParams || parameter.Type.IsCancellationToken())
            ? new(page, [.. arguments])
            : null;
    }

    private static bool IsPageOf(IMethodSymbol page, ITypeSymbol item)
        => TypeFacts.ReturnKindOf(page) is ReturnKind.TaskOfValue or ReturnKind.ValueTaskOfValue
            && TypeFacts.ResultOf(page) is INamedTypeSymbol { NullableAnnotation: not NullableAnnotation.Annotated } result
            && result.Is("Rote.Paging", "Page", arity: 1)
            && SymbolEqualityComparer.IncludeNullability.Equals(result.TypeArguments[0], item);

    private static int ArgumentFor(IParameterSymbol parameter, IMethodSymbol stream)
        => stream.Parameters.FirstOrDefault(own => own.Name == parameter.Name
            && !own.Type.IsCancellationToken()
            && SymbolEqualityComparer.IncludeNullability.Equals(own.Type, parameter.Type))?.Ordinal ?? PageSibling.LeftOut;

    // Whether one of the parameters that have no argument yet is meant: the one of that name, or the only one. Nothing where
    // that cannot be told.
    private static bool? Place(
        IMethodSymbol page, int[] arguments, Func<IParameterSymbol, bool> isCandidate, string name, int argument)
    {
        var candidates = page.Parameters
            .Where(parameter => arguments[parameter.Ordinal] == PageSibling.LeftOut && isCandidate(parameter))
            .ToList();
        if (candidates.Count == 0)
        {
            return false;
        }

        var chosen = candidates.FirstOrDefault(parameter => parameter.Name == name)
            ?? (candidates.Count == 1 ? candidates[0] : null);
        if (chosen is null)
        {
            return null;
        }

        arguments[chosen.Ordinal] = argument;
        return true;
    }

    // The first page has none.
    private static bool IsCursor(IParameterSymbol parameter)
        => parameter.Type is { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.NotAnnotated };

    private static bool IsLimit(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_Int32;
}
