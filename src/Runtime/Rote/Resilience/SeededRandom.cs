namespace Rote.Resilience;

/// <summary>Random numbers that a seed decides. Thread-safe; one lock, under which no other is taken.</summary>
internal sealed class SeededRandom(int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    /// <summary>A number from 0 to 1.</summary>
    public double NextDouble()
    {
        lock (_gate)
        {
            return _random.NextDouble();
        }
    }
}
