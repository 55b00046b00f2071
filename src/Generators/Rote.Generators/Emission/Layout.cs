namespace Rote.Generators.Emission;

/// <summary>Lays expressions out: on one line where they fit, on several where they do not.</summary>
internal static class Layout
{
    private const int MaxColumns = 112;

    /// <summary>A list in brackets after a head.</summary>
    public static string List(string head, IReadOnlyCollection<string> items, string tail)
        => Bracketed($"{head}(", items, ")", "") + tail;

    /// <summary>A collection expression.</summary>
    public static string Collection(string head, IReadOnlyCollection<string> items) => Bracketed($"{head}[", items, "]", ",\n");

    /// <summary>A new object with its properties.</summary>
    public static string New(string type, IReadOnlyCollection<string> settings)
    {
        var line = $"new {type} {{ {string.Join(", ", settings)} }}";
        return FitsOnALine(line) ? line : $"new {type}\n{{\n{string.Concat(settings.Select(OnItsOwnLine))}}}";
    }

    /// <summary>A lambda.</summary>
    public static string Lambda(string head, string body)
    {
        var line = $"{head} => {body}";
        return FitsOnALine(line) ? line : $"{head}\n    => {body.Replace("\n", "\n    ")}";
    }

    /// <summary>A choice between two expressions.</summary>
    public static string Choice(string head, string condition, string yes, string no)
    {
        var line = $"{head}{condition} ? {yes} : {no}";
        return line.Length <= MaxColumns ? line : $"{head}{condition}\n    ? {yes}\n    : {no}";
    }

    private static string OnItsOwnLine(string setting) => $"    {setting.Replace("\n", "\n    ")},\n";

    private static string Bracketed(string open, IReadOnlyCollection<string> items, string close, string last)
    {
        var line = open + string.Join(", ", items) + close;
        if (items.Count == 0 || FitsOnALine(line))
        {
            return line;
        }

        var lines = string.Join(",\n", items).Replace("\n", "\n    ");
        return $"{open}\n    {lines}{last}{close}";
    }

    private static bool FitsOnALine(string text) => text.Length <= MaxColumns && text.IndexOf('\n') < 0;
}
