namespace Rote.Generators.Shared;

/// <summary>Which method names are the bulk form of another: <c>GetAsync</c> and <c>GetManyAsync</c>.</summary>
internal static class BulkNames
{
    private const string Async = "Async";

    private static readonly string[] Affixes = ["Many", "Batch", "Range", "Bulk", "All"];

    /// <summary>
    /// Whether <paramref name="bulk"/> is <paramref name="single"/> with one of the words Many, Batch, Range, Bulk and All
    /// added, with a word in the plural, or both. <c>Async</c> at the end of either does not matter.
    /// </summary>
    public static bool AreRelated(string single, string bulk)
    {
        var singleWords = Words(single);
        var bulkWords = Words(bulk);
        if (bulkWords.Count == singleWords.Count + 1)
        {
            var affix = bulkWords.FindIndex(Affixes.Contains);
            return affix >= 0 && AreSameOrPlural(singleWords, [.. bulkWords.Where((_, index) => index != affix)]);
        }

        return !singleWords.SequenceEqual(bulkWords) && AreSameOrPlural(singleWords, bulkWords);
    }

    private static bool AreSameOrPlural(List<string> singles, List<string> bulks)
        => singles.Count == bulks.Count && singles.Zip(bulks, IsSameOrPlural).All(same => same);

    private static bool IsSameOrPlural(string word, string candidate)
        => candidate == word
            || candidate == word + "s"
            || candidate == word + "es"
            || (word.EndsWith("y", StringComparison.Ordinal) && candidate == word.Substring(0, word.Length - 1) + "ies");

    // Words begin with a capital that follows a small letter or a digit: HTTPStatusAsync is HTTPStatus.
    private static List<string> Words(string name)
    {
        var isAsync = name.Length > Async.Length && name.EndsWith(Async, StringComparison.Ordinal);
        var end = isAsync ? name.Length - Async.Length : name.Length;
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
