namespace Rote.Bench.Policies;

/// <summary>Evicts the key that was asked for longest ago.</summary>
internal sealed class LruPolicy(int capacity, int keys) : IReplacementPolicy
{
    private readonly KeyList _kept = new(keys);

    public bool Request(int key)
    {
        if (_kept.Contains(key))
        {
            _kept.Renew(key);
            return true;
        }

        if (_kept.Count == capacity)
        {
            _kept.RemoveOldest();
        }

        _kept.Add(key);
        return false;
    }
}
