using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes tags. Text is joined as it is; everything else is formatted in no culture.</summary>
internal static class TagEmitter
{
    /// <summary>A new tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="argument">For each index, an expression and whether it is a string.</param>
    public static string New(TagModel tag, Func<int, (string Expression, bool IsText)> argument)
    {
        var scope = tag.Scope.Select(index => Text([new TagSegmentModel(null, index)], argument, mayBeNull: true));
        return Layout.List($"new {KnownNames.CacheTag}", [Text([.. tag.Segments], argument, mayBeNull: false), .. scope], "");
    }

    private static string Text(
        IReadOnlyList<TagSegmentModel> segments, Func<int, (string Expression, bool IsText)> argument, bool mayBeNull)
    {
        if (segments.Count == 0)
        {
            return "\"\"";
        }

        if (segments.Any(segment => segment.Literal is null && !argument(segment.Index).IsText))
        {
            var parts = segments.Select(segment => segment.Literal is { } literal
                ? Literals.InsideInterpolation(literal)
                : "{" + argument(segment.Index).Expression + "}");
            return $"string.Create({KnownTypes.CultureInfo}.InvariantCulture, $\"{string.Concat(parts)}\")";
        }

        var joined = string.Join(" + ", segments.Select(segment => segment.Literal is { } literal
            ? Literals.Quote(literal)
            : argument(segment.Index).Expression));
        return segments.Count == 1 && segments[0].Literal is null && !mayBeNull ? $"{joined} ?? \"\"" : joined;
    }
}
