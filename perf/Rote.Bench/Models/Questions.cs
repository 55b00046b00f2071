namespace Rote.Bench.Models;

/// <summary>
/// Questions by meaning, each in several wordings, which differ as people's do: in politeness, case, punctuation and order. Made
/// by seed. Meanings that differ in one word or number are among them on purpose.
/// </summary>
internal sealed class Questions
{
    private static readonly string[] People =
    [
        "Ann", "Bob", "Carla", "Dmitri", "Elena", "Farid", "Grace", "Hiro", "Ingrid", "Jonas", "Kamala", "Liam", "Mona", "Nils",
        "Olga", "Pedro",
    ];

    private static readonly string[] Things =
    [
        "birthday", "favorite dish", "phone number", "address", "employer", "allergy", "sister", "travel plan", "car", "hobby",
        "doctor", "next appointment", "coffee order", "shoe size", "home town", "favorite film",
    ];

    private static readonly string[] Times = ["in 2023", "in 2024", "last week", "yesterday", ""];

    private static readonly Func<string, string, string, string>[] Wordings =
    [
        static (person, thing, time) => $"What is {person}'s {thing} {time}?",
        static (person, thing, time) => $"what is {person}'s {thing} {time}",
        static (person, thing, time) => $"Please tell me what {person}'s {thing} is {time}.",
        static (person, thing, time) => $"Can you tell me {person}'s {thing} {time}?",
        static (person, thing, time) => $"Tell me the {thing} of {person} {time}",
        static (person, thing, time) => $"Do you know {person}'s {thing} {time}?",
    ];

    private readonly Random _random;

    public Questions(int seed) => _random = new Random(seed);

    /// <summary>Meanings that there are.</summary>
    public static int Meanings => People.Length * Things.Length * Times.Length;

    /// <summary>Another wording of a meaning, at random.</summary>
    public Question Ask(int meaning) => Ask(meaning, _random.Next(Wordings.Length));

    /// <summary>A meaning in other words than a question's: equal texts would be no matter of similarity.</summary>
    public Question AskDifferently(Question question, int meaning)
    {
        while (true)
        {
            var other = Ask(meaning);
            if (other.Text != question.Text)
            {
                return other;
            }
        }
    }

    /// <summary>A meaning that differs in one part.</summary>
    public int Neighbour(int meaning)
    {
        while (true)
        {
            int other = _random.Next(3) switch
            {
                0 => (meaning % (Meanings / People.Length)) + (_random.Next(People.Length) * (Meanings / People.Length)),
                1 => meaning - (meaning % Times.Length) + _random.Next(Times.Length),
                _ => (meaning / (Things.Length * Times.Length) * Things.Length * Times.Length)
                    + (_random.Next(Things.Length) * Times.Length) + (meaning % Times.Length),
            };
            if (other != meaning)
            {
                return other;
            }
        }
    }

    /// <summary>A wording of a meaning.</summary>
    public static Question Ask(int meaning, int wording)
    {
        var time = Times[meaning % Times.Length];
        var thing = Things[meaning / Times.Length % Things.Length];
        var person = People[meaning / Times.Length / Things.Length];
        return new(meaning, Wordings[wording](person, thing, time).Replace(" ?", "?", StringComparison.Ordinal)
            .Replace(" .", ".", StringComparison.Ordinal).Trim());
    }

    /// <summary>Every meaning in every wording: what an embedder is fitted to, as a model has seen how people ask.</summary>
    public static IEnumerable<string> Corpus()
        => Enumerable.Range(0, Meanings).SelectMany(meaning => Wordings.Select((_, wording) => Ask(meaning, wording).Text));
}
