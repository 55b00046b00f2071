namespace Rote.Generators.Emission;

/// <summary>Lays expressions out: on one line where they fit, on several where they do not.</summary>
internal static class Layout
{
    private const int MaxColumns = 112;

    /// <summary>A list in brackets after a head.</summary>
    public static string List(string head, IReadOnlyCollection<string> items, string tail)
    {
        var line = $"{head}({string.Join(", ", items)})";
        return (line.Length <= MaxColumns || items.Count == 0 ? line : $"{head}(\n    {string.Join(",\n    ", items)})") + tail;
    }

    /// <summary>A choice between two expressions.</summary>
    public static string Choice(string head, string condition, string yes, string no)
    {
        var line = $"{head}{condition} ? {yes} : {no}";
        return line.Length <= MaxColumns ? line : $"{head}{condition}\n    ? {yes}\n    : {no}";
    }
}
