namespace Rote.Bench.Policies;

/// <summary>Belady's optimum: knows the future, and keeps what is asked for next. Nothing does better.</summary>
internal sealed class OptimalPolicy : IReplacementPolicy
{
    private readonly int _capacity;
    private readonly int[] _nextUse;
    private readonly int[] _keptUntil;
    private readonly PriorityQueue<int, int> _furthest = new();
    private int _count;
    private int _now;

    /// <param name="capacity">Entries at most.</param>
    /// <param name="keys">Count of keys there are.</param>
    /// <param name="requests">All requests there will be.</param>
    public OptimalPolicy(int capacity, int keys, int[] requests)
    {
        _capacity = capacity;
        _keptUntil = new int[keys];
        Array.Fill(_keptUntil, -1);
        _nextUse = new int[requests.Length];
        var next = new int[keys];
        Array.Fill(next, int.MaxValue);
        for (var index = requests.Length - 1; index >= 0; index--)
        {
            _nextUse[index] = next[requests[index]];
            next[requests[index]] = index;
        }
    }

    public bool Request(int key)
    {
        var isHit = _keptUntil[key] >= 0;
        var next = _nextUse[_now++];
        _count += isHit ? 0 : 1;
        _keptUntil[key] = next;
        _furthest.Enqueue(key, -next);
        while (_count > _capacity)
        {
            EvictFurthest();
        }

        return isHit;
    }

    // What was asked for again has a later line in the queue; the earlier one is passed over.
    private void EvictFurthest()
    {
        _furthest.TryDequeue(out var key, out var priority);
        if (_keptUntil[key] == -priority)
        {
            _keptUntil[key] = -1;
            _count--;
        }
    }
}
