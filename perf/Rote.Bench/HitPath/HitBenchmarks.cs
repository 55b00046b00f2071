using System.Globalization;
using BenchmarkDotNet.Attributes;
using Castle.DynamicProxy;
using Microsoft.Extensions.Caching.Memory;

namespace Rote.Bench.HitPath;

/// <summary>
/// What does a cached hit cost through the interface, beside a raw look-up in MemoryCache with a key that is ready, and
/// beside the proxies that do the same job at run time?
/// </summary>
/// <remarks>1,000 entries, asked in turn; a key of 7 and 36 characters; the caller passes the stored strings.</remarks>
[MemoryDiagnoser]
public class HitBenchmarks : IDisposable
{
    private const int Entries = 1_000;

    private readonly MemoryCache _raw = new(new MemoryCacheOptions());
    private readonly MemoryCache _castle = new(new MemoryCacheOptions());
    private readonly MemoryCache _dispatch = new(new MemoryCacheOptions());
    private readonly (string User, string Id, string Key)[] _keys = new (string, string, string)[Entries];
#pragma warning disable CA1859 // The question is the cost through the interface.
    private INoteStore _decorated = null!;
#pragma warning restore CA1859
    private INoteStore _castleProxy = null!;
    private INoteStore _dispatchProxy = null!;
    private int _next;

    [GlobalSetup]
    public async Task FillAsync()
    {
        _decorated = new NoteStore().Decorate();
        _castleProxy = new ProxyGenerator()
            .CreateInterfaceProxyWithTargetInterface<INoteStore>(new NoteStore(), new CachingInterceptor(_castle));
        _dispatchProxy = CachingProxy.Wrap(new NoteStore(), _dispatch);
        for (var index = 0; index < Entries; index++)
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"user{index % 100:000}");
            var id = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{index:000000000000}");
            _keys[index] = (user, id, $"{user}:{id}");
            _raw.Set(_keys[index].Key, id, TimeSpan.FromHours(1));
            foreach (var store in new[] { _decorated, _castleProxy, _dispatchProxy })
            {
                await store.GetAsync(user, id);
            }
        }
    }

    [Benchmark(Baseline = true, Description = "MemoryCache.TryGetValue, ready key")]
    public string? RawMemoryCache()
    {
        ref var key = ref Next();
        return _raw.TryGetValue(key.Key, out string? value) ? value : null;
    }

    [Benchmark(Description = "Rote, generated decorator")]
    public string? Rote()
    {
        ref var key = ref Next();
        return Hit(_decorated.GetAsync(key.User, key.Id));
    }

    [Benchmark(Description = "Castle DynamicProxy + MemoryCache")]
    public string? Castle()
    {
        ref var key = ref Next();
        return Hit(_castleProxy.GetAsync(key.User, key.Id));
    }

    [Benchmark(Description = "DispatchProxy + MemoryCache")]
    public string? Dispatch()
    {
        ref var key = ref Next();
        return Hit(_dispatchProxy.GetAsync(key.User, key.Id));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _raw.Dispose();
        _castle.Dispose();
        _dispatch.Dispose();
        GC.SuppressFinalize(this);
    }

    // All four give the string: a task that the harness awaits would add the harness's own work to three of them.
    private static string? Hit(ValueTask<string?> call)
        => call.IsCompletedSuccessfully ? call.Result : throw new InvalidOperationException("That was no hit.");

    private ref (string User, string Id, string Key) Next()
    {
        var next = _next + 1;
        _next = next == Entries ? 0 : next;
        return ref _keys[_next];
    }
}
