namespace Rote.Bench.Policies;

/// <summary>
/// What the regions do: S3-FIFO whose small queue has between a tenth and half of the capacity, by the rule of ARC (Megiddo and
/// Modha, FAST 2003): keys of both queues become ghosts, and the queue whose ghosts come back more often,
/// for the number there are, grows.
/// </summary>
/// <remarks>
/// While the small queue is large, recency is what pays, and a key of the main queue gets one second chance instead of three.
/// A hit writes at most one counter; everything else is a miss's work, constant on the average and bounded for each.
/// </remarks>
internal sealed class BalancedS3FifoPolicy(int capacity, int keys) : IReplacementPolicy
{
    private const int MaxFrequency = 3;
    private const double SmallestShare = 0.1;
    private const double RecentShare = 0.2;
    private const double LargestShare = 0.5;

    /// <summary>By how many entries a returning ghost moves the border, were ghosts equally many.</summary>
    private const double Step = 4;

    /// <summary>How much more a rare ghost can count than a usual one.</summary>
    private const double MaxWeight = 100;

    /// <summary>Keys that one eviction spares, at most.</summary>
    private const int MaxSpared = 256;

    private readonly KeyList _small = new(keys);
    private readonly KeyList _main = new(keys);
    private readonly GhostQueue _ghosts = new(capacity, keys);
    private readonly byte[] _frequency = new byte[keys];
    private double _smallSize = LargestShare * capacity;

    public bool Request(int key)
    {
        if (_small.Contains(key) || _main.Contains(key))
        {
            if (_frequency[key] < MaxFrequency)
            {
                _frequency[key]++;
            }

            return true;
        }

        _frequency[key] = 0;
        var target = IsBackFromSmall(key) ? _main : _small;
        if (_small.Count + _main.Count == capacity)
        {
            Evict();
        }

        target.Add(key);
        return false;
    }

    private bool IsBackFromSmall(int key)
    {
        var ofSmall = _ghosts.OfSmall;
        var ofMain = _ghosts.OfMain;
        if (!_ghosts.TryRemove(key, out var wasMain))
        {
            return false;
        }

        var weight = Math.Min(MaxWeight, (double)(ofSmall + ofMain) / (wasMain ? ofMain : ofSmall));
        var size = _smallSize + (wasMain ? -Step : Step) * weight;
        _smallSize = Math.Clamp(size, Math.Max(1, SmallestShare * capacity), Math.Max(1, LargestShare * capacity));
        return !wasMain;
    }

    private void Evict()
    {
        for (var spared = 0; ; spared++)
        {
            var fromSmall = _small.Count >= _smallSize || _main.Count == 0;
            var key = (fromSmall ? _small : _main).RemoveOldest();
            if (_frequency[key] == 0 || spared == MaxSpared)
            {
                _ghosts.Add(key, wasMain: !fromSmall);
                return;
            }

            var startsAnew = fromSmall || _smallSize > RecentShare * capacity;
            _frequency[key] = startsAnew ? (byte)0 : (byte)(_frequency[key] - 1);
            _main.Add(key);
        }
    }
}
