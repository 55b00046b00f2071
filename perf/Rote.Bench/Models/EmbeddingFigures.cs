using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Rote.Bench.Figures;
using Rote.Caching;
using Rote.Models;

namespace Rote.Bench.Models;

/// <summary>10,000 lines and 30 % duplicates from 64 callers; then the same again over the disk level's file.</summary>
/// <remarks>The lines of the transcript where it is beside the checkout, else made-up ones.</remarks>
internal sealed class EmbeddingFigures : IFigurePart
{
    private const string Transcript = "../shared/data/apollo13.jsonl";
    private const int Lines = 10_000;
    private const int Duplicates = 3_000;
    private const int Callers = 64;
    private const int MaxItems = 96;
    private const int Seed = 13;
    private const double RequestsBar = 1.05;

    public string Name => "embeddings";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = Texts();
        var distinct = asked.Distinct(StringComparer.Ordinal).Count();
        var folder = Directory.CreateTempSubdirectory("rote-models-").FullName;
        try
        {
            var file = Path.Combine(folder, "embeddings.rote");
            var first = await EmbedAsync(file, asked, cancellationToken);
            var second = await EmbedAsync(file, asked, cancellationToken);
            var fewest = (distinct + MaxItems - 1) / MaxItems;
            yield return new("embedding: texts asked for", asked.Length, "texts", BarKind.None, 0);
            yield return new("embedding: distinct texts", distinct, "texts", BarKind.None, 0);
            yield return new("embedding: texts sent", first.TextsSent, "texts", BarKind.AtMost, distinct);
            yield return new("embedding: requests", first.Requests, "requests", BarKind.AtMost, Math.Floor(fewest * RequestsBar));
            yield return new("embedding: fewest requests possible", fewest, "requests", BarKind.None, 0);
            yield return new("embedding: texts sent after a restart", second.TextsSent, "texts", BarKind.AtMost, 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<RoteEmbeddingStatistics> EmbedAsync(
        string file, string[] asked, CancellationToken cancellationToken)
    {
        await using var level = new DiskCacheLevel(new DiskCacheOptions { Path = file });
        await using var generator = new SlowEmbedder().UseRote(new()
        {
            ModelId = "letters",
            MaxItemsPerRequest = MaxItems,
            Rote = new RoteOptions { SecondLevel = level, SecondLevelTimeout = TimeSpan.FromSeconds(60) },
        });
        await Task.WhenAll(asked.Chunk((asked.Length + Callers - 1) / Callers)
            .Select(texts => Task.Run(() => generator.GenerateAsync(texts, cancellationToken: cancellationToken))));
        return generator.Statistics;
    }

    private static string[] Texts()
    {
        var transcript = Path.Combine(ChildProcess.Root, Transcript);
        string[] lines = File.Exists(transcript)
            ? [.. File.ReadLines(transcript).Take(Lines).Select(TextOf)]
            : [.. Enumerable.Range(0, Lines).Select(i => string.Create(CultureInfo.InvariantCulture, $"Line {i}."))];
        var random = new Random(Seed);
        string[] asked = [.. lines, .. Enumerable.Range(0, Duplicates).Select(_ => lines[random.Next(lines.Length)])];
        random.Shuffle(asked);
        return asked;
    }

    private static string TextOf(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("text").GetString()!;
    }
}
