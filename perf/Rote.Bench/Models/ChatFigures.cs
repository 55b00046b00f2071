using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Rote.Bench.Figures;
using Rote.Models;

namespace Rote.Bench.Models;

/// <summary>
/// 10,000 prompts in eight scopes from 16 callers, 40 % of them asked before and 20 % asked before in other words: whose answers
/// come back.
/// </summary>
internal sealed class ChatFigures : IFigurePart
{
    private const int Prompts = 10_000;
    private const int ExactPercent = 40;
    private const int NearPercent = 20;
    private const int Scopes = 8;
    private const int Callers = 16;
    private const int Seed = 31;
    private const double PrecisionBar = 0.95;

    public string Name => "chat";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var embedder = SimilarityFigures.MakeEmbedder();
        var threshold = await SimilarityFigures.ChooseThresholdAsync(cancellationToken);
        using var model = new NumberedModel();
        await using var client = model.UseRote(new() { Similarity = new() { Embedder = embedder, Threshold = threshold } });
        var asked = Asked();
        var seen = new Sighting[asked.Count];
        await Parallel.ForAsync(
            0,
            asked.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
            async (i, token) => seen[i] = await AskAsync(client, asked[i], token));

        // The number of an answer belongs to the prompt that the model was asked: the one whose answer came from nowhere else.
        var owners = seen.Where(sighting => sighting.Source is null).ToDictionary(sighting => sighting.Answer);
        var similar = seen.Where(sighting => sighting.Source == "similar").ToList();
        var exact = seen.Where(sighting => sighting.Source == "exact").ToList();
        yield return new("chat: prompts", asked.Count, "prompts", BarKind.None, 0);
        yield return new("chat: requests sent", model.Answers, "requests", BarKind.None, 0);
        yield return new("chat: exact hits", exact.Count, "hits", BarKind.None, 0);
        yield return new(
            "chat: wrong exact hits", exact.Count(hit => owners[hit.Answer].Text != hit.Text), "hits", BarKind.AtMost, 0);
        var crossing = seen.Count(sighting => owners[sighting.Answer].Scope != sighting.Scope);
        yield return new("chat: answers crossing a scope", crossing, "answers", BarKind.AtMost, 0);
        yield return new("chat: similar hits", similar.Count, "hits", BarKind.None, 0);
        yield return new(
            "chat: similar hits with the right meaning",
            similar.Count(hit => owners[hit.Answer].Meaning == hit.Meaning) / (double)Math.Max(similar.Count, 1),
            "",
            BarKind.AtLeast,
            PrecisionBar);
    }

    private static async Task<Sighting> AskAsync(RoteChatClient client, Prompt prompt, CancellationToken cancellationToken)
    {
        var answer = await client.WithScope(prompt.Scope.ToString(CultureInfo.InvariantCulture))
            .GetResponseAsync(prompt.Question.Text, cancellationToken: cancellationToken);
        var source = answer.AdditionalProperties?.GetValueOrDefault(RoteChatClient.SourceProperty)?.ToString();
        return new(prompt.Scope, prompt.Question.Meaning, prompt.Question.Text, answer.Text, source);
    }

    /// <summary>New questions, questions asked before, and such in other words.</summary>
    private static List<Prompt> Asked()
    {
        var random = new Random(Seed);
        var questions = new Questions(Seed);
        var earlier = Enumerable.Range(0, Scopes).Select(_ => new List<Question>()).ToArray();
        var asked = new List<Prompt>(Prompts);
        for (int i = 0; i < Prompts; i++)
        {
            int scope = random.Next(Scopes);
            var before = earlier[scope];
            int kind = before.Count == 0 ? 100 : random.Next(100);
            var question = kind < ExactPercent ? before[random.Next(before.Count)]
                : kind < ExactPercent + NearPercent ? questions.Ask(before[random.Next(before.Count)].Meaning)
                : questions.Ask(random.Next(Questions.Meanings));
            before.Add(question);
            asked.Add(new(scope, question));
        }

        return asked;
    }

    private sealed record Prompt(int Scope, Question Question);

    private sealed record Sighting(int Scope, int Meaning, string Text, string Answer, string? Source);
}
