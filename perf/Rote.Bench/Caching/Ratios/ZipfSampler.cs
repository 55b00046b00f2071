namespace Rote.Bench.Caching.Ratios;

/// <summary>Draws ranks, the first being the most popular: rank r has a probability proportional to r^-exponent.</summary>
internal sealed class ZipfSampler
{
    private readonly double[] _cumulative;
    private readonly Random _random;

    public ZipfSampler(double exponent, int ranks, int seed)
    {
        _random = new(seed);
        _cumulative = new double[ranks];
        var sum = 0.0;
        for (var rank = 0; rank < ranks; rank++)
        {
            sum += Math.Pow(rank + 1, -exponent);
            _cumulative[rank] = sum;
        }
    }

    /// <summary>The next rank, from 0.</summary>
    public int Next()
    {
        var found = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
        return Math.Min(found < 0 ? ~found : found, _cumulative.Length - 1);
    }
}
