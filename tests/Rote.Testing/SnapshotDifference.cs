namespace Rote.Testing;

/// <summary>Shows where two texts part.</summary>
internal static class SnapshotDifference
{
    private const int Context = 3;
    private const int Shown = 20;

    /// <summary>The lines around the first difference up to the last, as a unified difference would show them.</summary>
    public static string Of(string expected, string actual)
    {
        var before = expected.Split('\n');
        var after = actual.Split('\n');
        var shorter = Math.Min(before.Length, after.Length);
        var start = 0;
        while (start < shorter && before[start] == after[start])
        {
            start++;
        }

        var end = 0;
        while (end < shorter - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        var lines = before[Math.Max(0, start - Context)..start].Select(line => "  " + line)
            .Concat(before[start..^end].Take(Shown).Select(line => "- " + line))
            .Concat(after[start..^end].Take(Shown).Select(line => "+ " + line));
        return $"line {start + 1}\n{string.Join('\n', lines)}";
    }
}
