namespace AgentMemory.Ingest;

/// <summary>Collects passages, with a bound on their number and an id of its own for each.</summary>
internal sealed class PassageList
{
    private const int MaxPassages = 250_000;
    private readonly List<Passage> _passages = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public IReadOnlyList<Passage> Passages => _passages;

    /// <summary>Adds a passage. An id that is taken gets the passage's number, so that neither overwrites the other.</summary>
    /// <exception cref="InputException">There are too many.</exception>
    public void Add(Passage passage)
    {
        if (_passages.Count == MaxPassages)
        {
            throw new InputException(
                FormattableString.Invariant($"more than {MaxPassages} passages; point --input at a smaller part"));
        }

        var id = passage.Id;
        while (!_ids.Add(id))
        {
            id = FormattableString.Invariant($"{id}#{_passages.Count}");
        }

        _passages.Add(passage with { Id = id });
    }
}
