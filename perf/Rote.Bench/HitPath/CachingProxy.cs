using System.Reflection;
using Microsoft.Extensions.Caching.Memory;

namespace Rote.Bench.HitPath;

/// <summary>What a careful user of <see cref="DispatchProxy"/> writes to cache asynchronous methods.</summary>
public class CachingProxy : DispatchProxy
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private INoteStore? _inner;
    private IMemoryCache? _cache;

    /// <summary>Makes a proxy of a store.</summary>
    public static INoteStore Wrap(INoteStore inner, IMemoryCache cache)
    {
        var proxy = Create<INoteStore, CachingProxy>();
        ((CachingProxy)(object)proxy)._inner = inner;
        ((CachingProxy)(object)proxy)._cache = cache;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var key = (targetMethod!.Name, (string)args![0]!, (string)args[1]!);
        return _cache!.TryGetValue(key, out string? value)
            ? new ValueTask<string?>(value)
            : new ValueTask<string?>(StoreAsync(key, (ValueTask<string?>)targetMethod.Invoke(_inner, args)!));
    }

    private async Task<string?> StoreAsync(object key, ValueTask<string?> load)
    {
        var value = await load;
        return _cache!.Set(key, value, Lifetime);
    }
}
