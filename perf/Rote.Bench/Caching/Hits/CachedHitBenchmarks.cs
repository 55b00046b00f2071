using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;
using Castle.DynamicProxy;
using Microsoft.Extensions.Caching.Memory;
using Rote.Bench.HitPath;
using Rote.Generated;

namespace Rote.Bench.Caching.Hits;

/// <summary>
/// What does a cached hit cost through the interface, with lifetime, recency and statistics, beside a raw look-up in MemoryCache
/// with a key that is ready, and beside the proxies that do the same job at run time?
/// </summary>
/// <remarks>
/// Every row takes the next request of a shuffled array, looks it up and gives the string; none awaits. The callers pass the
/// stored strings, but in the rows of equal keys, which pass copies.
/// </remarks>
[MemoryDiagnoser]
public class CachedHitBenchmarks : IDisposable
{
    private const int Seed = 1;
    private const int Room = 200_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly MemoryCache _raw = new(new MemoryCacheOptions());
    private readonly MemoryCache _rawObjects = new(new MemoryCacheOptions());
    private readonly MemoryCache _castle = new(new MemoryCacheOptions());
    private readonly MemoryCache _dispatch = new(new MemoryCacheOptions());
    private readonly ConcurrentDictionary<NoteKey, string?> _dictionary = new();
    private readonly CountingStore _store = new();
    private FloorSlot[] _floor = [];
    private NoteRequest[] _same = [];
    private NoteRequest[] _equal = [];
#pragma warning disable CA1859 // The question is the cost through the interface.
    private INoteStore _decorated = null!;
    private INoteShelf _shelf = null!;
#pragma warning restore CA1859
    private INoteStore _castleProxy = null!;
    private INoteStore _dispatchProxy = null!;
    private int _next;

    [Params(1, 1_000, 100_000)]
    public int Entries { get; set; }

    [GlobalSetup]
    public async Task FillAsync()
    {
        var options = new RoteOptions { MaxEntries = Room };
        _decorated = ((INoteStore)_store).Decorate(options);
        _shelf = ((INoteShelf)_store).Decorate(options);
        _castleProxy = new ProxyGenerator()
            .CreateInterfaceProxyWithTargetInterface<INoteStore>(_store, new CachingInterceptor(_castle));
        _dispatchProxy = CachingProxy.Wrap(_store, _dispatch);
        _same = NoteRequest.Make(Entries);
        _floor = FloorSlot.Make(Entries);
        foreach (var request in _same)
        {
            _raw.Set(request.ReadyText, request.Id, Lifetime);
            _rawObjects.Set(request.ReadyObject, request.Id, Lifetime);
            _dictionary[new(request.User, request.Id)] = request.Id;
            await _decorated.GetAsync(request.User, request.Id);
            await _shelf.GetAsync(request.User, request.Id);
            await _castleProxy.GetAsync(request.User, request.Id);
            await _dispatchProxy.GetAsync(request.User, request.Id);
        }

        new Random(Seed).Shuffle(_same);
        _equal = [.. _same.Select(request => request.Copy())];
    }

    [Benchmark(Baseline = true, Description = "MemoryCache.TryGetValue, ready string key")]
    public string? RawMemoryCache()
    {
        ref var request = ref Next(_same);
        return _raw.TryGetValue(request.ReadyText, out string? value) ? value : null;
    }

    [Benchmark(Description = "MemoryCache.TryGetValue, ready record key")]
    public string? RawMemoryCacheRecord()
    {
        ref var request = ref Next(_same);
        return _rawObjects.TryGetValue(request.ReadyObject, out string? value) ? value : null;
    }

    [Benchmark(Description = "ConcurrentDictionary by hand")]
    public string? Dictionary()
    {
        ref var request = ref Next(_same);
        return _dictionary.TryGetValue(new(request.User, request.Id), out var value) ? value : null;
    }

    [Benchmark(Description = "Rote")]
    public string? Rote()
    {
        ref var request = ref Next(_same);
        return Completed.Result(_decorated.GetAsync(request.User, request.Id));
    }

    /// <summary>What no cache can do without: to hash the texts of the caller, and to read a slot that the hash tells.</summary>
    [Benchmark(Description = "the key's hash and one read alone")]
    public long Floor()
    {
        ref var request = ref Next(_same);
        var hash = KeyHash.Combine(KeyHash.Of(request.User), KeyHash.Of(request.Id));
        return _floor[KeyHash.ToHashCode(hash) & (_floor.Length - 1)].Value;
    }

    [Benchmark(Description = "Rote, equal strings")]
    public string? RoteEqual()
    {
        ref var request = ref Next(_equal);
        return Completed.Result(_decorated.GetAsync(request.User, request.Id));
    }

    [Benchmark(Description = "MemoryCache.TryGetValue, equal string key")]
    public string? RawMemoryCacheEqual()
    {
        ref var request = ref Next(_equal);
        return _raw.TryGetValue(request.ReadyText, out string? value) ? value : null;
    }

    [Benchmark(Description = "Rote, Store = MemoryCache")]
    public string? RoteMemoryCache()
    {
        ref var request = ref Next(_same);
        return Completed.Result(_shelf.GetAsync(request.User, request.Id));
    }

    [Benchmark(Description = "Castle DynamicProxy + MemoryCache")]
    public string? Castle()
    {
        ref var request = ref Next(_same);
        return Completed.Result(_castleProxy.GetAsync(request.User, request.Id));
    }

    [Benchmark(Description = "DispatchProxy + MemoryCache")]
    public string? Dispatch()
    {
        ref var request = ref Next(_same);
        return Completed.Result(_dispatchProxy.GetAsync(request.User, request.Id));
    }

    [GlobalCleanup]
    public void Check()
    {
        var loads = 4 * Entries;
        if (_store.Reads != loads)
        {
            throw new InvalidOperationException($"{_store.Reads} reads of the store instead of {loads}: not all were hits.");
        }
    }

    public void Dispose()
    {
        _raw.Dispose();
        _rawObjects.Dispose();
        _castle.Dispose();
        _dispatch.Dispose();
        GC.SuppressFinalize(this);
    }

    private ref NoteRequest Next(NoteRequest[] requests)
    {
        var next = _next + 1;
        _next = next < requests.Length ? next : 0;
        return ref requests[_next];
    }
}
