using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rote.Hosting;

namespace Rote.EndToEnd.Tests;

public sealed class HostingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddDecorated_Resolved_IsTheGeneratedDecorator()
    {
        var services = new ServiceCollection();
        services.AddDecorated<INoteStore, RecordingNoteStore>();
        await using var provider = services.BuildServiceProvider();

        var store = provider.GetRequiredService<INoteStore>();
        await store.GetAsync("ada", "n1", Token);
        await store.GetAsync("ada", "n1", Token);

        Assert.IsNotType<RecordingNoteStore>(store);
        Assert.Same(store, provider.GetRequiredService<INoteStore>());
        Assert.Single(provider.GetRequiredService<RecordingNoteStore>().Calls);
    }

    [Fact]
    public async Task AddDecorated_BadOptions_AreRefusedByName()
    {
        var services = new ServiceCollection();
        services.AddDecorated<INoteStore, RecordingNoteStore>(options => options.MaxEntries = 0);
        await using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<INoteStore>);
        Assert.Contains(nameof(RoteOptions.MaxEntries), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_Disposed_DisposesDecoratorAndStore()
    {
        var services = new ServiceCollection();
        services.AddDecorated<IEmbedder, RecordingEmbedder>();
        RecordingEmbedder inner;
        await using (var provider = services.BuildServiceProvider())
        {
            provider.GetRequiredService<IEmbedder>();
            inner = provider.GetRequiredService<RecordingEmbedder>();
        }

        Assert.True(inner.Disposed);
    }
}
