using Castle.DynamicProxy;
using Microsoft.Extensions.Caching.Memory;

namespace Rote.Bench.HitPath;

/// <summary>What a careful user of Castle DynamicProxy writes to cache asynchronous methods.</summary>
/// <remarks>The key is the method and its arguments but the token; the result is kept in a shared MemoryCache.</remarks>
internal sealed class CachingInterceptor(IMemoryCache cache) : IInterceptor
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public void Intercept(IInvocation invocation)
    {
        var key = (invocation.Method.Name, (string)invocation.Arguments[0]!, (string)invocation.Arguments[1]!);
        if (cache.TryGetValue(key, out string? value))
        {
            invocation.ReturnValue = new ValueTask<string?>(value);
            return;
        }

        invocation.Proceed();
        invocation.ReturnValue = new ValueTask<string?>(StoreAsync(key, (ValueTask<string?>)invocation.ReturnValue!));
    }

    private async Task<string?> StoreAsync(object key, ValueTask<string?> load)
    {
        var value = await load;
        return cache.Set(key, value, Lifetime);
    }
}
