using Rote.Bench.Policies;
using Rote.Caching;
using Rote.Generated;

namespace Rote.Bench.Caching.Ratios;

/// <summary>The region itself, through its public methods.</summary>
internal sealed class RegionPolicy : IReplacementPolicy, IDisposable
{
    private readonly DecoratorContext _context;
    private readonly CacheRegion<TraceKey, int> _region;

    public RegionPolicy(int capacity)
    {
        _context = new DecoratorContext("trace", new RoteOptions { MaxEntries = capacity });
        _region = _context.Cache<TraceKey, int>(
            new CachePolicy { Region = "trace", Lifetime = TimeSpan.FromDays(1), MaxEntries = capacity });
    }

    public bool Request(int key)
    {
        var traceKey = new TraceKey(key);
        if (_region.TryGet(in traceKey, out _))
        {
            return true;
        }

        _region.Load(traceKey, 0, static (_, loaded) => (int)loaded.Number);
        return false;
    }

    public void Dispose() => _context.Dispose();
}
