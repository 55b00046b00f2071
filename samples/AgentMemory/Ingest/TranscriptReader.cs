using System.Text.Json;

namespace AgentMemory.Ingest;

/// <summary>Reads a transcript: one JSON object a line, with <c>text</c> and, where known, who said it and when.</summary>
internal static class TranscriptReader
{
    private const int MaxLineLength = 1024 * 1024;
    private const double MaxElapsedSeconds = 1e9;

    /// <summary>Appends the passages of a transcript. A line that cannot be used is named in <paramref name="skips"/>.</summary>
    public static async Task ReadAsync(
        TextReader reader, string name, PassageList passages, SkipLog skips, CancellationToken cancellationToken)
    {
        var lines = new BoundedLineReader(reader, MaxLineLength);
        while (await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (lines.IsTooLong)
            {
                skips.Skip(name, lines.LineNumber, FormattableString.Invariant($"longer than {MaxLineLength} characters"));
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                ReadLine(line, name, lines.LineNumber, passages, skips);
            }
        }
    }

    private static void ReadLine(string line, string name, int number, PassageList passages, SkipLog skips)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            Add(document.RootElement, FormattableString.Invariant($"{Path.GetFileName(name)}:{number}"), passages);
        }
        catch (JsonException)
        {
            skips.Skip(name, number, "not valid JSON");
        }
        catch (FormatException exception)
        {
            skips.Skip(name, number, exception.Message);
        }
    }

    private static void Add(JsonElement root, string place, PassageList passages)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("not a JSON object");
        }

        var text = Text(root, "text");
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new FormatException("text is missing or empty");
        }

        var whole = new Passage(
            Text(root, "id") ?? place, text, Text(root, "speaker"), Text(root, "session"), Seconds(root, "elapsed_seconds"));
        foreach (var part in PassageSplitter.Cut(text))
        {
            passages.Add(whole with { Text = part });
        }
    }

    private static string? Text(JsonElement root, string property)
    {
        if (!root.TryGetProperty(property, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"{property} is not a string");
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException($"{property} holds half a surrogate pair", exception);
        }
    }

    private static double? Seconds(JsonElement root, string property)
    {
        if (!root.TryGetProperty(property, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
            && Math.Abs(seconds) <= MaxElapsedSeconds
            ? seconds
            : throw new FormatException($"{property} is not a number of seconds");
    }
}
