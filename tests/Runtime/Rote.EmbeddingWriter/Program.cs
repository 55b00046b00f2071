using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rote;
using Rote.Caching;
using Rote.EmbeddingWriter;
using Rote.Models;

// Embeds 10,000 lines and 30 % duplicates from 64 callers, with a disk level. Arguments: the level's file, a transcript with a
// "text" in each line (none: made-up lines). Prints the distinct texts, the texts sent and the requests.
const int Lines = 10_000;
const int Duplicates = 3_000;
const int Callers = 64;
const int MaxItems = 96;

string[] lines = args.Length > 1
    ? [.. File.ReadLines(args[1]).Take(Lines).Select(TextOf)]
    : [.. Enumerable.Range(0, Lines).Select(i => string.Create(CultureInfo.InvariantCulture, $"Line {i} of the mission."))];
var random = new Random(13);
string[] asked = [.. lines, .. Enumerable.Range(0, Duplicates).Select(_ => lines[random.Next(lines.Length)])];
random.Shuffle(asked);
int distinct = asked.Distinct(StringComparer.Ordinal).Count();

await using var level = new DiskCacheLevel(new DiskCacheOptions { Path = args[0] });
var provider = new HeldProvider();
await using RoteEmbeddingGenerator generator = provider.UseRote(new RoteEmbeddingOptions
{
    ModelId = "letters",
    MaxItemsPerRequest = MaxItems,
    Rote = new RoteOptions { SecondLevel = level, SecondLevelTimeout = TimeSpan.FromSeconds(60) },
});
Task<GeneratedEmbeddings<Embedding<float>>>[] calls =
    [.. asked.Chunk((asked.Length + Callers - 1) / Callers).Select(texts => Task.Run(() => generator.GenerateAsync(texts)))];

// The provider is slow enough for all callers to come: without that, how full the requests are would depend on the machine.
Task all = Task.WhenAll(calls);
while (!all.IsCompleted && generator.PendingTexts + provider.Received < distinct)
{
    await Task.Yield();
}

provider.Release();
await all;
RoteEmbeddingStatistics statistics = generator.Statistics;
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{distinct} {statistics.TextsSent} {statistics.Requests} {statistics.Cache.SecondLevelHits}"));

static string TextOf(string line)
{
    using var document = JsonDocument.Parse(line);
    return document.RootElement.GetProperty("text").GetString()!;
}
