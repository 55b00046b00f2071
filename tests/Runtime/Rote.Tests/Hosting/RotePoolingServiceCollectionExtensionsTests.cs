using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rote.Hosting;
using Rote.Pooling;

namespace Rote.Tests.Hosting;

public sealed class RotePoolingServiceCollectionExtensionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddPooled_Service_IsDecoratedOverThePoolAndDisposedWithTheContainer()
    {
        var stores = new List<Store>();
        ServiceProvider provider = new ServiceCollection()
            .AddPooled<IPooledStore>(
                _ => new ConnectionFunctions<IPooledStore>
                {
                    Open = _ =>
                    {
                        stores.Add(new Store());
                        return new ValueTask<IPooledStore>(stores[^1]);
                    },
                },
                options => options.MaxConnections = 2)
            .BuildServiceProvider();
        var service = provider.GetRequiredService<IPooledStore>();

        Assert.Equal(7, await service.GetAsync(7, Token));
        Assert.Equal(7, await service.GetAsync(7, Token));

        Store store = Assert.Single(stores);
        Assert.Equal(1, store.Calls);
        Assert.Equal(1, provider.GetRequiredService<ConnectionPool<IPooledStore>>().GetStatistics().Idle);
        Assert.Equal(nameof(IPooledStore), provider.GetRequiredService<ConnectionPool<IPooledStore>>().Name);
        await provider.DisposeAsync();
        Assert.True(store.IsDisposed);
    }

    [Fact]
    public void AddPooled_OptionsThatMakeNoSense_AreRefusedWhenTheHostStarts()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddPooled<IPooledStore>(
                _ => new ConnectionFunctions<IPooledStore> { Open = _ => new ValueTask<IPooledStore>(new Store()) },
                options => options.MaxConnections = 0)
            .BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(
            "ConnectionPoolOptions.MaxConnections is 0. Use a positive number.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddOpenedLazily_Service_OpensAtFirstUseAndIsDisposedWithTheContainer()
    {
        var stores = new List<Store>();
        ServiceProvider provider = new ServiceCollection()
            .AddOpenedLazily<IPooledStore>((_, _) =>
            {
                stores.Add(new Store());
                return new ValueTask<IPooledStore>(stores[^1]);
            })
            .BuildServiceProvider();
        var service = provider.GetRequiredService<IPooledStore>();
        Assert.Empty(stores);

        Assert.Equal(1, await service.GetAsync(1, Token));
        Assert.Equal(2, await service.GetAsync(2, Token));

        Store store = Assert.Single(stores);
        await provider.DisposeAsync();
        Assert.True(store.IsDisposed);
    }

    [Fact]
    public void AddPooled_InterfaceWithoutTheAttribute_SaysSo()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddPooled<IDisposable>(
                _ => new ConnectionFunctions<IDisposable> { Open = _ => new ValueTask<IDisposable>(new Store()) })
            .BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IDisposable>);

        Assert.Contains("Put [Pooled] on the interface", error.Message, StringComparison.Ordinal);
    }

    private sealed class Store : IPooledStore, IDisposable
    {
        public int Calls { get; private set; }

        public bool IsDisposed { get; private set; }

        public Task<int> GetAsync(int id, CancellationToken ct = default)
        {
            Calls++;
            return Task.FromResult(id);
        }

        public void Dispose() => IsDisposed = true;
    }
}
