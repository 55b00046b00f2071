namespace Rote.Bench.Policies;

/// <summary>
/// W-TinyLFU with a fixed window of 1 % (Einziger, Eytan, Friedman and Manes, 2018): a window and a main part in two
/// segments, four fifths of it protected; what leaves the window gets in only if it was asked for more often than the main
/// part's victim.
/// </summary>
internal sealed class TinyLfuPolicy : IReplacementPolicy
{
    private const int WindowPercent = 1;
    private const int ProtectedPercent = 80;

    // As in Caffeine: a warm candidate that loses is let in now and then, so that nobody can keep all others out.
    private const int WarmFrequency = 5;
    private const int AdmitOneIn = 128;

    private readonly int _capacity;
    private readonly int _windowSize;
    private readonly int _protectedSize;
    private readonly KeyList _window;
    private readonly KeyList _probation;
    private readonly KeyList _protected;
    private readonly FrequencySketch _sketch;
    private readonly Random _random;

    public TinyLfuPolicy(int capacity, int keys, int seed)
    {
        _capacity = capacity;
        _windowSize = Math.Max(1, capacity * WindowPercent / 100);
        _protectedSize = (capacity - _windowSize) * ProtectedPercent / 100;
        _window = new(keys);
        _probation = new(keys);
        _protected = new(keys);
        _sketch = new(capacity);
        _random = new(seed);
    }

    public bool Request(int key)
    {
        _sketch.Add(key);
        if (_window.Contains(key))
        {
            _window.Renew(key);
            return true;
        }

        if (_protected.Contains(key))
        {
            _protected.Renew(key);
            return true;
        }

        if (_probation.Contains(key))
        {
            Protect(key);
            return true;
        }

        _window.Add(key);
        if (_window.Count > _windowSize)
        {
            Admit(_window.RemoveOldest());
        }

        return false;
    }

    private void Protect(int key)
    {
        _probation.Remove(key);
        _protected.Add(key);
        if (_protected.Count > _protectedSize)
        {
            _probation.Add(_protected.RemoveOldest());
        }
    }

    private void Admit(int candidate)
    {
        var isFull = _window.Count + _probation.Count + _protected.Count + 1 > _capacity;
        if (!isFull)
        {
            _probation.Add(candidate);
            return;
        }

        var victims = _probation.Count > 0 ? _probation : _protected;
        if (Beats(candidate, victims.Oldest))
        {
            victims.RemoveOldest();
            _probation.Add(candidate);
        }
    }

    private bool Beats(int candidate, int victim)
    {
        var frequency = _sketch.Frequency(candidate);
        return frequency > _sketch.Frequency(victim)
            || (frequency > WarmFrequency && _random.Next(AdmitOneIn) == 0);
    }
}
