namespace BulkSample;

/// <summary>What is embedded in the sample: the same in every run.</summary>
internal static class Texts
{
    public const int Count = 400;

    /// <summary>Every eighth text was there before, and two are too long for the model.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enumerable.Range(1, Count).Select(TextNumber)];

    private static string TextNumber(int number) => number switch
    {
        101 or 305 => $"page {number} " + new string('x', 200),
        _ when number % 8 == 0 => $"passage {number - 1}",
        _ => $"passage {number}",
    };
}
