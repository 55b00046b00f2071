namespace Rote.Bench.Caching.Ratios;

/// <summary>The traces, all seeded: a million requests for 100,000 keys.</summary>
internal static class TraceSet
{
    /// <summary>Count of popular keys; scans add keys that come once.</summary>
    public const int Keys = 100_000;

    private const int Requests = 1_000_000;
    private const int Seed = 20_261_121;

    // A fifth of the requests are scans, 2,000 keys long, that never come again.
    private const int ScanPeriod = 10_000;
    private const int ScanLength = 2_000;

    // Every tenth of the trace, popularity moves on by a tenth of the keys: what was popular is forgotten at once.
    private const int ShiftPeriod = 100_000;
    private const int ShiftStep = 10_000;

    /// <summary>The traces as caches of a capacity see them.</summary>
    public static IEnumerable<Trace> Of(int capacity)
    {
        yield return Zipf("Zipf 0.8", 0.8, capacity);
        yield return Zipf("Zipf 1.0", 1.0, capacity);
        yield return Zipf("Zipf 1.2", 1.2, capacity);
        yield return Loop(capacity);
        yield return Scans(capacity);
        yield return Shifting(capacity);
    }

    private static Trace Zipf(string name, double exponent, int capacity)
    {
        var ranks = new ZipfSampler(exponent, Keys, Seed);
        return Make(name, capacity, Keys, _ => ranks.Next());
    }

    private static Trace Loop(int capacity)
    {
        var length = capacity * 12 / 10;
        return Make("loop of 1.2 x capacity", capacity, length, index => index % length);
    }

    private static Trace Scans(int capacity)
    {
        var ranks = new ZipfSampler(1.0, Keys, Seed);
        var keys = Keys;
        int Next(int index) => index % ScanPeriod < ScanPeriod - ScanLength ? ranks.Next() : keys++;
        var trace = Make("Zipf 1.0 with scans", capacity, Keys, Next);
        return trace with { Keys = keys };
    }

    private static Trace Shifting(int capacity)
    {
        var ranks = new ZipfSampler(1.0, Keys, Seed);
        return Make("shifting Zipf 1.0", capacity, Keys, index => (ranks.Next() + (index / ShiftPeriod * ShiftStep)) % Keys);
    }

    private static Trace Make(string name, int capacity, int keys, Func<int, int> next)
    {
        var requests = new int[Requests];
        for (var index = 0; index < requests.Length; index++)
        {
            requests[index] = next(index);
        }

        return new(name, capacity, keys, requests);
    }
}
