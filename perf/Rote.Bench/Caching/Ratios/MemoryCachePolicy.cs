using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Rote.Bench.Policies;

namespace Rote.Bench.Caching.Ratios;

/// <summary>
/// The real <see cref="MemoryCache"/> with a size limit. Full, it refuses what is new and frees a twentieth on the thread pool;
/// here it is given the time to do so before anything is refused, which flatters it.
/// </summary>
/// <remarks>Its clock moves on by a tick with each request, so that it knows what was asked for last.</remarks>
internal sealed class MemoryCachePolicy : IReplacementPolicy, ISystemClock, IDisposable
{
    private const double UsualCompaction = 0.05;

    private readonly int _capacity;
    private readonly MemoryCache _cache;
    private readonly MemoryCacheEntryOptions _one = new() { Size = 1 };
    private long _requests;
    private int _count;

    public MemoryCachePolicy(int capacity)
    {
        _capacity = capacity;
        _cache = new(new MemoryCacheOptions { SizeLimit = capacity, Clock = this });
    }

    public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch.AddTicks(_requests);

    public bool Request(int key)
    {
        _requests++;
        if (_cache.TryGetValue(key, out _))
        {
            return true;
        }

        // Counted here: asking the cache takes all of its locks.
        if (_count == _capacity)
        {
            _cache.Compact(UsualCompaction);
            _count = _cache.Count;
        }

        _cache.Set(key, key, _one);
        _count++;
        return false;
    }

    public void Dispose() => _cache.Dispose();
}
