namespace Rote.Caching;

/// <summary>One read of several keys: what was asked, and what the level had. Used by one call.</summary>
internal sealed class LevelAnswer(LevelLookup[] lookups)
{
    private const long NotAsked = -1;

    private readonly List<long> _sequences = new(lookups.Length);
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Generation> _generations = new(StringComparer.Ordinal);
    private ReadOnlyMemory<byte>?[] _values = [];

    public LevelLookup[] Lookups { get; } = lookups;

    /// <summary>Look-ups that the level is asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>What the level is asked for, each key once.</summary>
    public List<string> Keys { get; } = [];

    /// <summary>Adds the next look-up.</summary>
    public void Add(bool asked, long sequence, LevelLookup lookup)
    {
        _sequences.Add(asked ? sequence : NotAsked);
        if (!asked)
        {
            return;
        }

        Asked++;
        AddKey(lookup.Entry.Key);
        foreach (LevelKey generation in lookup.GenerationKeys)
        {
            AddKey(generation.Key);
        }
    }

    /// <summary>Takes what the level returned for <see cref="Keys"/>, and reads the generations in it.</summary>
    public void Fill(ReadOnlyMemory<byte>?[] values, LevelCount count)
    {
        _values = values;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < Lookups.Length; i++)
        {
            foreach (LevelKey key in WasAsked(i) ? Lookups[i].GenerationKeys : [])
            {
                if (!seen.Add(key.Key) || ValueOf(key) is not { } bytes)
                {
                    continue;
                }

                if (LevelEnvelope.TryReadGeneration(bytes.Span, key.Text, out Generation generation))
                {
                    _generations.Add(key.Key, generation);
                }
                else
                {
                    count.Damage();
                }
            }
        }
    }

    public bool WasAsked(int index) => _sequences[index] != NotAsked;

    public long SequenceOf(int index) => _sequences[index];

    public ReadOnlyMemory<byte>? EntryOf(LevelLookup lookup) => ValueOf(lookup.Entry);

    /// <summary>The generations of a look-up; <see langword="null"/>: some are missing.</summary>
    public Generation[]? GenerationsOf(LevelLookup lookup)
    {
        var generations = new Generation[lookup.GenerationKeys.Length];
        for (int i = 0; i < generations.Length; i++)
        {
            if (!_generations.TryGetValue(lookup.GenerationKeys[i].Key, out generations[i]))
            {
                return null;
            }
        }

        return generations;
    }

    public void AddMissing(LevelLookup lookup, HashSet<LevelKey> missing)
    {
        foreach (LevelKey key in lookup.GenerationKeys)
        {
            if (!_generations.ContainsKey(key.Key))
            {
                missing.Add(key);
            }
        }
    }

    public void SetGeneration(LevelKey key, Generation generation) => _generations[key.Key] = generation;

    /// <summary>What is stored. Empty counts as nothing: it is what a null array becomes by its conversion.</summary>
    private ReadOnlyMemory<byte>? ValueOf(LevelKey key)
        => _values[_places[key.Key]] is { IsEmpty: false } bytes ? bytes : (ReadOnlyMemory<byte>?)null;

    private void AddKey(string key)
    {
        if (_places.TryAdd(key, Keys.Count))
        {
            Keys.Add(key);
        }
    }
}
