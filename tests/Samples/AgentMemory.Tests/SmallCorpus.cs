using System.Text;
using AgentMemory.Embedding;
using AgentMemory.Ingest;
using AgentMemory.Runs;

namespace AgentMemory.Tests;

/// <summary>Made-up utterances: 400, of which some repeat, as in any conversation.</summary>
internal static class SmallCorpus
{
    public const int Count = 400;
    public const int DistinctTexts = 310;
    public const string Question = "where is the red lantern";
    private const int Repeated = Count - DistinctTexts + 1;

    private static readonly string[] Things = ["lantern", "rope", "kettle", "compass", "blanket", "ladder", "mirror"];
    private static readonly string[] Places = ["cellar", "attic", "garden", "kitchen", "harbour"];
    private static readonly string[] Colours = ["red", "green", "blue", "yellow"];

    public static IReadOnlyList<Passage> Passages { get; } = [.. Enumerable.Range(0, Count).Select(Make)];

    public static Workload Workload { get; } = new("tester", Passages, [Question]);

    public static HashingEmbeddingGenerator CreateEmbedder()
        => new(InverseDocumentFrequency.Fit(Passages.Select(passage => passage.Text)));

    public static string ToTranscript()
    {
        var lines = new StringBuilder();
        foreach (var passage in Passages)
        {
            lines.Append("{\"id\":\"").Append(passage.Id).Append("\",\"session\":\"day-1\",\"elapsed_seconds\":60,\"speaker\":\"")
                .Append(passage.Speaker).Append("\",\"text\":\"").Append(passage.Text).Append("\"}\n");
        }

        return lines.ToString();
    }

    private static Passage Make(int i)
    {
        var id = FormattableString.Invariant($"u-{i:000}");
        var text = i < Repeated
            ? "Understood, thank you."
            : FormattableString.Invariant(
                $"The {Colours[i % 4]} {Things[i % 7]} number {i} is in the {Places[i % 5]}.");
        return new Passage(id, text, i % 2 == 0 ? "Ann" : "Bo", "day-1", i);
    }
}
