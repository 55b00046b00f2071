namespace Rote.Bench.Policies;

/// <summary>First in, first out, with a second chance for what was asked for since (Corbató, 1969).</summary>
internal sealed class ClockPolicy(int capacity, int keys) : IReplacementPolicy
{
    private readonly KeyList _kept = new(keys);
    private readonly bool[] _visited = new bool[keys];

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
        while (_visited[_kept.Oldest])
        {
            var spared = _kept.Oldest;
            _visited[spared] = false;
            _kept.Renew(spared);
        }

        _kept.RemoveOldest();
    }
}
