namespace Rote.Analyzers.Stores;

/// <summary>Which method names are the bulk form of another: <c>GetAsync</c> and <c>GetManyAsync</c>.</summary>
internal static class BatchNames
{
    private const string Async = "Async";

    private static readonly string[] Affixes = ["Many", "Batch", "Range", "Bulk", "All"];

    /// <summary>How a candidate's name relates to a single method's, best first; <see cref="BatchNameKind.None"/>: not at all.</summary>
    public static BatchNameKind Compare(string single, string candidate)
    {
        if (single == candidate)
        {
            return BatchNameKind.Overload;
        }

        var singleWords = Words(single);
        var candidateWords = Words(candidate);
        var affix = RemoveAffix(candidateWords, singleWords.Count);
        return !IsPluralOf(singleWords, candidateWords)
            ? BatchNameKind.None
            : affix switch
            {
                < 0 when singleWords.SequenceEqual(candidateWords) => BatchNameKind.Overload,
                < 0 => BatchNameKind.Plural,
                0 => BatchNameKind.Prefix,
                _ => BatchNameKind.Suffix,
            };
    }

    // Removes the one word that says "bulk" from a longer name. Returns where it stood, or -1.
    private static int RemoveAffix(List<string> words, int length)
    {
        if (words.Count != length + 1)
        {
            return -1;
        }

        var index = words.FindIndex(Affixes.Contains);
        if (index >= 0)
        {
            words.RemoveAt(index);
        }

        return index;
    }

    private static bool IsPluralOf(List<string> single, List<string> candidate)
        => single.Count == candidate.Count && single.Zip(candidate, IsSameOrPlural).All(same => same);

    private static bool IsSameOrPlural(string word, string candidate)
        => word == candidate
            || candidate == word + "s"
            || candidate == word + "es"
            || (word.EndsWith("y", StringComparison.Ordinal) && candidate == word.Substring(0, word.Length - 1) + "ies");

    private static List<string> Words(string name)
    {
        var end = name.EndsWith(Async, StringComparison.Ordinal) && name.Length > Async.Length ? name.Length - Async.Length : name.Length;
        var words = new List<string>();
        var start = 0;
        for (var index = 1; index <= end; index++)
        {
            if (index == end || (char.IsUpper(name[index]) && !char.IsUpper(name[index - 1])))
            {
                words.Add(name.Substring(start, index - start));
                start = index;
            }
        }

        return words;
    }
}
