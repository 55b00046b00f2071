using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rote.Generated;
using Rote.Hosting;
using Rote.Testing;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Hosting;

public sealed class RoteServiceCollectionExtensionsTests
{
    public RoteServiceCollectionExtensionsTests()
        => DecoratorRegistry.Register<IGreeter>(static (inner, options) => new DecoratedGreeter(inner, options!));

    [Fact]
    public void AddDecorated_Service_IsTheDecoratedSingleton()
    {
        using ServiceProvider provider = new ServiceCollection().AddDecorated<IGreeter, Greeter>().BuildServiceProvider();

        var greeter = Assert.IsType<DecoratedGreeter>(provider.GetRequiredService<IGreeter>());

        Assert.Same(provider.GetRequiredService<Greeter>(), greeter.Inner);
        Assert.Same(greeter, provider.GetRequiredService<IGreeter>());
        Assert.Null(greeter.Options.MemoryCache);
        Assert.Same(TimeProvider.System, greeter.Options.TimeProvider);
    }

    [Fact]
    public void AddDecorated_ContainerHasClockAndLogs_AreTaken()
    {
        var time = new ManualTimeProvider();
        using var logs = new RecordingLogger();
        using ServiceProvider provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<ILoggerFactory>(logs)
            .AddDecorated<IGreeter, Greeter>(options => options.MaxEntries = 5)
            .BuildServiceProvider();

        RoteOptions options = Assert.IsType<DecoratedGreeter>(provider.GetRequiredService<IGreeter>()).Options;

        Assert.Same(time, options.TimeProvider);
        Assert.Same(logs, options.LoggerFactory);
        Assert.Equal(5, options.MaxEntries);
    }

    [Fact]
    public void AddDecorated_ConfigureWithProvider_DecidesLast()
    {
        var mine = new ManualTimeProvider();
        using ServiceProvider provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(new ManualTimeProvider())
            .AddSingleton(new Marker(3))
            .AddDecorated<IGreeter, Greeter>((options, services) =>
            {
                options.TimeProvider = mine;
                options.MaxEntries = services.GetRequiredService<Marker>().Value;
            })
            .BuildServiceProvider();

        RoteOptions options = Assert.IsType<DecoratedGreeter>(provider.GetRequiredService<IGreeter>()).Options;

        Assert.Same(mine, options.TimeProvider);
        Assert.Equal(3, options.MaxEntries);
    }

    [Fact]
    public void AddDecorated_InvalidOptions_FailAtStartNamingServiceAndProperty()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddDecorated<IGreeter, Greeter>(options => options.MaxEntries = 0)
            .BuildServiceProvider();

        OptionsValidationException error = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("IGreeter", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxEntries", error.Message, StringComparison.Ordinal);
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IGreeter>());
    }

    [Fact]
    public void AddDecorated_ImplementationRegisteredByTheApplication_IsKept()
    {
        var mine = new Greeter();
        using ServiceProvider provider = new ServiceCollection()
            .AddSingleton(mine)
            .AddDecorated<IGreeter, Greeter>()
            .BuildServiceProvider();

        Assert.Same(mine, Assert.IsType<DecoratedGreeter>(provider.GetRequiredService<IGreeter>()).Inner);
    }

    [Fact]
    public void AddDecorated_NoDecoratorGenerated_ThrowsNamingServiceAndRemedy()
    {
        using ServiceProvider provider = new ServiceCollection().AddDecorated<IPlain, Plain>().BuildServiceProvider();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IPlain>());

        Assert.Contains("IPlain", error.Message, StringComparison.Ordinal);
        Assert.Contains("[Cached]", error.Message, StringComparison.Ordinal);
        Assert.Contains("Decorate()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddDecorated_ContainerDisposed_DisposesTheDecorator()
    {
        ServiceProvider provider = new ServiceCollection().AddDecorated<IGreeter, Greeter>().BuildServiceProvider();
        var greeter = (DecoratedGreeter)provider.GetRequiredService<IGreeter>();

        await provider.DisposeAsync();

        Assert.True(greeter.Disposed);
    }

    internal interface IGreeter;

    internal interface IPlain;

    internal sealed class Greeter : IGreeter;

    internal sealed class Plain : IPlain;

    internal sealed record Marker(int Value);

    internal sealed class DecoratedGreeter(IGreeter inner, RoteOptions options) : IGreeter, IDisposable
    {
        public IGreeter Inner { get; } = inner;

        public RoteOptions Options { get; } = options;

        public bool Disposed { get; private set; }

        public void Dispose() => Disposed = true;
    }
}
