using System.Globalization;
using System.Runtime.CompilerServices;
using AgentMemory.Embedding;
using Microsoft.Extensions.AI;
using Rote.Bench.Figures;
using Rote.Models;

namespace Rote.Bench.Models;

/// <summary>
/// Pairs of prompts that mean the same or almost the same: how often similarity is right, by threshold. The threshold is chosen
/// on one half of the pairs and judged on the other.
/// </summary>
internal sealed class SimilarityFigures : IFigurePart
{
    private const int Pairs = 4_000;
    private const int Seed = 29;
    private const double WantedPrecision = 0.99;
    private const double PrecisionBar = 0.97;

    private static readonly double[] Thresholds = [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975];

    public string Name => "similarity";

    /// <summary>An embedder of words and n-grams, fitted to the questions. A model's own would do better.</summary>
    public static HashingEmbeddingGenerator MakeEmbedder()
        => new(InverseDocumentFrequency.Fit(Questions.Corpus()));

    /// <summary>The lowest threshold that reaches the wanted precision on half of the pairs.</summary>
    public static async Task<double> ChooseThresholdAsync(CancellationToken cancellationToken)
    {
        var pairs = await LabelledAsync(cancellationToken);
        return Choose([.. pairs.Take(Pairs / 2)]);
    }

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pairs = await LabelledAsync(cancellationToken);
        var chosen = Choose([.. pairs.Take(Pairs / 2)]);
        Pair[] judged = [.. pairs.Skip(Pairs / 2)];
        foreach (var threshold in Thresholds)
        {
            var (precision, recall) = Judge(judged, threshold);
            var name = string.Create(CultureInfo.InvariantCulture, $"similarity at {threshold:0.000}");
            yield return new($"{name}: precision", precision, "", BarKind.None, 0);
            yield return new($"{name}: recall", recall, "", BarKind.None, 0);
        }

        var result = Judge(judged, chosen);
        yield return new("similarity: chosen threshold", chosen, "", BarKind.None, 0);
        yield return new("similarity: precision there on the other half", result.Precision, "", BarKind.AtLeast, PrecisionBar);
        yield return new("similarity: recall there on the other half", result.Recall, "", BarKind.None, 0);
    }

    private static double Choose(Pair[] pairs)
        => Thresholds.FirstOrDefault(threshold => Judge(pairs, threshold).Precision >= WantedPrecision, Thresholds[^1]);

    private static (double Precision, double Recall) Judge(Pair[] pairs, double threshold)
    {
        var found = pairs.Where(pair => pair.Cosine >= threshold && pair.SameFigures).ToList();
        double right = found.Count(pair => pair.SameMeaning);
        return (found.Count == 0 ? 1 : right / found.Count, right / pairs.Count(pair => pair.SameMeaning));
    }

    /// <summary>Half of the pairs mean the same; the others differ in a person, a thing or a time.</summary>
    private static async Task<List<Pair>> LabelledAsync(CancellationToken cancellationToken)
    {
        using var embedder = MakeEmbedder();
        var questions = new Questions(Seed);
        var random = new Random(Seed);
        var pairs = new List<Pair>(Pairs);
        for (int i = 0; i < Pairs; i++)
        {
            int meaning = random.Next(Questions.Meanings);
            var one = questions.Ask(meaning);
            var other = questions.AskDifferently(one, i % 2 == 0 ? meaning : questions.Neighbour(meaning));
            var vectors = await embedder.GenerateAsync([one.Text, other.Text], cancellationToken: cancellationToken);
            pairs.Add(new(
                one.Meaning == other.Meaning,
                Cosine(vectors[0], vectors[1]),
                ChatSimilarityOptions.SameFigures(one.Text, other.Text)));
        }

        return pairs;
    }

    private static double Cosine(Embedding<float> one, Embedding<float> other)
    {
        double sum = 0;
        for (int i = 0; i < one.Vector.Length; i++)
        {
            sum += one.Vector.Span[i] * other.Vector.Span[i];
        }

        return sum;
    }

    private readonly record struct Pair(bool SameMeaning, double Cosine, bool SameFigures);
}
