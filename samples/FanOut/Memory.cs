namespace FanOutSample;

/// <summary>Facts in memory. A fact fits a question by the share of its words.</summary>
internal sealed class Memory(params string[] texts) : IMemory
{
    private readonly List<string> _texts = [.. texts];

    public int Count => _texts.Count;

    public ValueTask<IReadOnlyList<Fact>> RecallAsync(string question, int limit, CancellationToken ct = default)
    {
        string[] words = question.Split(' ');
        return new([.. _texts
            .Select(text => new Fact(text, text, (double)words.Count(text.Split(' ').Contains) / words.Length))
            .Where(fact => fact.Score > 0)
            .OrderByDescending(fact => fact.Score)
            .Take(limit)]);
    }

    public ValueTask RememberAsync(Fact fact, CancellationToken ct = default)
    {
        _texts.Add(fact.Text);
        return default;
    }

    public ValueTask ForgetAsync(string id, CancellationToken ct = default)
    {
        _texts.Remove(id);
        return default;
    }
}
