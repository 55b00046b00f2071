using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Takes tag templates apart: <c>user:{userId}</c>.</summary>
internal static class TagTemplate
{
    /// <summary>A tag of a template. A name in braces that nothing answers to stays as it is written.</summary>
    /// <param name="template">The template.</param>
    /// <param name="scope">Indexes of the scope.</param>
    /// <param name="indexOf">The index that a name stands for, or -1.</param>
    public static TagModel Parse(string template, EquatableArray<int> scope, Func<string, int> indexOf)
    {
        var segments = new List<TagSegmentModel>();
        var literal = 0;
        for (var open = template.IndexOf('{'); open >= 0; open = template.IndexOf('{', open + 1))
        {
            var close = template.IndexOf('}', open);
            var index = close < 0 ? -1 : indexOf(template.Substring(open + 1, close - open - 1));
            if (index < 0)
            {
                continue;
            }

            AddLiteral(segments, template.Substring(literal, open - literal));
            segments.Add(new(null, index));
            literal = close + 1;
        }

        AddLiteral(segments, template.Substring(literal));
        return new(segments.ToEquatableArray(), scope);
    }

    private static void AddLiteral(List<TagSegmentModel> segments, string text)
    {
        if (text.Length > 0)
        {
            segments.Add(new(text, -1));
        }
    }
}
