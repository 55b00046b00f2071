namespace Rote.Bench.Policies;

/// <summary>
/// S3-FIFO as published (Yang et al., SOSP 2023): a small queue of 10 %, a main queue with second chances, and ghosts of what
/// the small queue gave up. A key gets into the main queue after two hits, or when it comes back while it is a ghost.
/// </summary>
internal sealed class S3FifoPolicy(int capacity, int keys) : IReplacementPolicy
{
    private const int SmallPercent = 10;
    private const int PromotingHits = 2;
    private const int MaxFrequency = 3;

    private readonly int _smallSize = Math.Max(1, capacity * SmallPercent / 100);
    private readonly KeyList _small = new(keys);
    private readonly KeyList _main = new(keys);
    private readonly GhostQueue _ghosts = new(Math.Max(1, capacity - (capacity * SmallPercent / 100)), keys);
    private readonly byte[] _frequency = new byte[keys];

    public bool Request(int key)
    {
        if (_small.Contains(key) || _main.Contains(key))
        {
            _frequency[key] = (byte)Math.Min(MaxFrequency, _frequency[key] + 1);
            return true;
        }

        _frequency[key] = 0;
        var isBack = _ghosts.TryRemove(key, out _);
        if (_small.Count + _main.Count == capacity)
        {
            Evict();
        }

        (isBack ? _main : _small).Add(key);
        return false;
    }

    private void Evict()
    {
        while (_small.Count >= _smallSize || _main.Count == 0)
        {
            var key = _small.RemoveOldest();
            if (_frequency[key] < PromotingHits)
            {
                _ghosts.Add(key, wasMain: false);
                return;
            }

            _frequency[key] = 0;
            _main.Add(key);
        }

        while (_frequency[_main.Oldest] > 0)
        {
            _frequency[_main.Oldest]--;
            _main.Renew(_main.Oldest);
        }

        _main.RemoveOldest();
    }
}
