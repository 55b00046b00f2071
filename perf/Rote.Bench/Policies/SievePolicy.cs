namespace Rote.Bench.Policies;

/// <summary>SIEVE (Zhang et al., NSDI 2024): a hand walks from old to new and evicts the first key not asked for.</summary>
internal sealed class SievePolicy(int capacity, int keys) : IReplacementPolicy
{
    private readonly KeyList _kept = new(keys);
    private readonly bool[] _visited = new bool[keys];
    private int _hand = KeyList.None;

    public bool Request(int key)
    {
        if (_kept.Contains(key))
        {
            _visited[key] = true;
            return true;
        }

        if (_kept.Count == capacity)
        {
            Evict();
        }

        _visited[key] = false;
        _kept.Add(key);
        return false;
    }

    private void Evict()
    {
        var victim = _hand == KeyList.None ? _kept.Oldest : _hand;
        while (_visited[victim])
        {
            _visited[victim] = false;
            var newer = _kept.Newer(victim);
            victim = newer == KeyList.None ? _kept.Oldest : newer;
        }

        _hand = _kept.Newer(victim);
        _kept.Remove(victim);
    }
}
