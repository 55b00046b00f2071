using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rote.Background;
using Rote.Hosting;
using Rote.Testing;

namespace Rote.Tests.Hosting;

public sealed class BackgroundQueueServiceCollectionExtensionsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddBackgroundQueue_HostStops_DrainsWithAScopeForEachItem()
    {
        ConcurrentQueue<(int Item, object Session)> seen = [];
        ServiceProvider provider = new ServiceCollection()
            .AddScoped<Session>()
            .AddBackgroundQueue<int>((services, item, _) =>
            {
                seen.Enqueue((item, services.GetRequiredService<Session>()));
                return ValueTask.CompletedTask;
            })
            .BuildServiceProvider(validateScopes: true);
        IHostedService hosted = Assert.Single(provider.GetServices<IHostedService>());
        await hosted.StartAsync(Ct);
        var queue = provider.GetRequiredService<BackgroundQueue<int>>();
        for (int i = 0; i < 50; i++)
        {
            await queue.EnqueueAsync(i, Ct);
        }

        await hosted.StopAsync(Ct);

        Assert.Equal(50, seen.Select(pair => pair.Session).Distinct().Count());
        Assert.All(seen, pair => Assert.True(((Session)pair.Session).IsDisposed));
        Assert.Equal(50, queue.Statistics.Processed);
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task AddBackgroundQueue_HostRunsOutOfTime_TellsWhatIsLeft()
    {
        ConcurrentQueue<BackgroundQueueRemainder<int>> told = [];
        await using ServiceProvider provider = new ServiceCollection()
            .AddBackgroundQueue<int>(
                static (_, _, cancellationToken)
                    => new ValueTask(new TaskCompletionSource().Task.WaitAsync(cancellationToken)),
                options => options.OnReturned = told.Enqueue)
            .BuildServiceProvider();
        var queue = provider.GetRequiredService<BackgroundQueue<int>>();
        await queue.EnqueueAsync(7, Ct);
        using var shutdown = new CancellationTokenSource();
        Task stop = Assert.Single(provider.GetServices<IHostedService>()).StopAsync(shutdown.Token);
        Assert.False(stop.IsCompleted);
        await shutdown.CancelAsync();
        await stop;

        Assert.Equal(1, Assert.Single(told).Count);
    }

    [Fact]
    public async Task AddBackgroundQueue_ContainerAlone_DrainsWhenItIsDisposed()
    {
        ConcurrentQueue<int> seen = [];
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ServiceProvider provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(new ManualTimeProvider())
            .AddBackgroundQueue<int>(async (_, item, _) =>
            {
                begun.SetResult();
                await gate.Task;
                seen.Enqueue(item);
            })
            .BuildServiceProvider();
        await provider.GetRequiredService<BackgroundQueue<int>>().EnqueueAsync(7, Ct);
        await begun.Task;
        Task disposal = provider.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        gate.SetResult();
        await disposal;

        Assert.Single(seen);
    }

    [Fact]
    public void AddBackgroundQueue_OptionsThatMakeNoSense_FailTheHostsStart()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddBackgroundQueue<int>(static (_, _, _) => ValueTask.CompletedTask, static options => options.Workers = 0)
            .BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Workers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddBackgroundQueue_SameTypeTwice_IsRefused()
    {
        IServiceCollection services = new ServiceCollection()
            .AddBackgroundQueue<int>(static (_, _, _) => ValueTask.CompletedTask);

        var error = Assert.Throws<InvalidOperationException>(
            () => services.AddBackgroundQueue<int>(static (_, _, _) => ValueTask.CompletedTask));
        Assert.Contains("System.Int32", error.Message, StringComparison.Ordinal);
    }

    private sealed class Session : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
