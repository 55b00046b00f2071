using Microsoft.Extensions.Caching.Memory;

namespace Rote.Caching;

/// <summary>What the regions of one decorator share. Made and asked by the thread that constructs the decorator.</summary>
internal sealed class CacheServices : IDisposable
{
    private readonly string _service;
    private readonly RoteOptions _options;
    private readonly List<LevelGate> _gates = [];
    private MemoryCache? _ownMemory;

    /// <summary>Share of a full cache that makes room; the cache's own default.</summary>
    private const double UsualCompaction = 0.05;

    public CacheServices(string service, RoteOptions options, TagTable tags, Jitter jitter)
    {
        _service = service;
        _options = options;
        Tags = tags;
        Jitter = jitter;
        Clock = new RegionClock(options.TimeProvider);
    }

    /// <summary>The generations of the tags.</summary>
    public TagTable Tags { get; }

    /// <summary>The randomness of lifetimes.</summary>
    public Jitter Jitter { get; }

    /// <summary>The clock of the entries.</summary>
    public RegionClock Clock { get; }

    public CacheSerializers Serializers => _options.Serializers;

    /// <summary>The second levels that are in use.</summary>
    public IReadOnlyList<LevelGate> Gates => _gates;

    /// <summary>Whether <see cref="Memory"/> is the application's, which bounds it by weights of its choice.</summary>
    public bool IsMemoryOfApplication => _options.MemoryCache is not null;

    /// <summary>The application's cache, or one of our own that every region in it is bound by together.</summary>
    public IMemoryCache Memory => _options.MemoryCache ?? (_ownMemory ??= new MemoryCache(new MemoryCacheOptions
    {
        SizeLimit = _options.MaxEntries,

        // At least one entry: a share that rounds down to none would leave a small cache full for good.
        CompactionPercentage = Math.Max(UsualCompaction, 1.0 / _options.MaxEntries),
        Clock = new MonotonicClock(_options.TimeProvider),
    }));

    /// <summary>The gate to a level, one for all regions that use it.</summary>
    public LevelGate GateOf(ICacheLevel level)
    {
        LevelGate? gate = _gates.Find(gate => ReferenceEquals(gate.Level, level));
        if (gate is null)
        {
            gate = new LevelGate(level, _service, _options);
            _gates.Add(gate);
            LevelInstruments.Add(gate);
        }

        return gate;
    }

    public void Dispose()
    {
        foreach (LevelGate gate in _gates)
        {
            gate.Dispose();
        }

        _ownMemory?.Dispose();
    }
}
