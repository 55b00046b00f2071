using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rote.FanningOut;
using Rote.Hosting;
using Rote.Tests.FanningOut;

namespace Rote.Tests.Hosting;

public sealed class RoteFanOutServiceCollectionExtensionsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddFanOut_StoresRegisteredInEveryWay_AreOneDecoratedServiceInTheirOrder()
    {
        Shelf instance = Shelf.With(new Book("instance", 1));
        ServiceProvider provider = new ServiceCollection()
            .AddSingleton<IShelf, EmptyShelf>()
            .AddSingleton<IShelf>(instance)
            .AddSingleton<IShelf>(_ => Shelf.With(new Book("factory", 1)))
            .AddFanOut<IShelf>(options => options.Name = "shelves")
            .BuildServiceProvider();

        IShelf shelves = Assert.Single(provider.GetServices<IShelf>());
        IReadOnlyList<Book> found = await shelves.SearchAsync("tea", 10, Ct);

        Assert.IsType<ShelfDecorator>(shelves);
        Assert.Same(shelves, provider.GetRequiredService<IShelf>());
        Assert.Equal(["instance", "factory"], found.Select(book => book.Id));
        await shelves.AddAsync(new Book("n", 0), Ct);
        Assert.Empty(instance.Added);
        await provider.DisposeAsync();
        Assert.True(instance.IsDisposed);
    }

    [Fact]
    public async Task AddFanOut_Keys_ChooseTheStores()
    {
        await using ServiceProvider provider = new ServiceCollection()
            .AddKeyedSingleton<IShelf>("notes", Shelf.With(new Book("note", 1)))
            .AddKeyedSingleton<IShelf>("old", Shelf.With(new Book("old", 1)))
            .AddKeyedSingleton<IShelf>("episodes", Shelf.With(new Book("episode", 1)))
            .AddFanOut<IShelf>(["episodes", "notes"])
            .BuildServiceProvider();

        IReadOnlyList<Book> found = await provider.GetRequiredService<IShelf>().SearchAsync("tea", 10, Ct);

        Assert.Equal(["episode", "note"], found.Select(book => book.Id));
    }

    [Fact]
    public void AddFanOut_InterfaceWithoutAspects_IsTheComposite()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddSingleton<IPlainShelf, PlainShelf>()
            .AddFanOut<IPlainShelf>()
            .BuildServiceProvider();

        Assert.IsType<PlainShelfFanOut>(provider.GetRequiredService<IPlainShelf>());
    }

    [Fact]
    public void AddFanOut_OptionsThatMakeNoSense_AreRefusedWhenTheHostStarts()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddSingleton<IPlainShelf, PlainShelf>()
            .AddFanOut<IPlainShelf>(options => options.MaxConcurrency = 0)
            .BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("FanOutOptions.MaxConcurrency is 0. Use a positive number.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFanOut_NoStoreScopedStoreOrNoKey_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddFanOut<IPlainShelf>());
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddFanOut<IPlainShelf>([]));
        var error = Assert.Throws<InvalidOperationException>(
            () => new ServiceCollection().AddScoped<IPlainShelf, PlainShelf>().AddFanOut<IPlainShelf>());
        Assert.Contains("is scoped", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Stores of both would have the same keys, and ask themselves without end.</summary>
    [Fact]
    public async Task AddFanOut_Twice_MakesTheCompositeAStoreOfTheNextWithOptionsOfItsOwn()
    {
        await using ServiceProvider provider = new ServiceCollection()
            .AddSingleton<IShelf>(Shelf.With(new Book("first", 2)))
            .AddFanOut<IShelf>(options => options.Name = "inner")
            .AddSingleton<IShelf>(Shelf.With(new Book("second", 1)))
            .AddFanOut<IShelf>(options => options.MinAnswers = 2)
            .BuildServiceProvider();

        IReadOnlyList<Book> found = await provider.GetRequiredService<IShelf>().SearchAsync("tea", 10, Ct);

        Assert.Equal(["first", "second"], found.Select(book => book.Id));
    }

    /// <summary>A decorator among the stores keeps the options that it was given.</summary>
    [Fact]
    public async Task AddFanOut_OverADecorator_LeavesItsOptionsAlone()
    {
        var configured = new List<string>();
        await using ServiceProvider provider = new ServiceCollection()
            .AddSingleton(Shelf.With(new Book("first", 2)))
            .AddDecorated<IShelf, Shelf>(_ => configured.Add("store"))
            .AddFanOut<IShelf>(configure: _ => configured.Add("composite"))
            .BuildServiceProvider();

        Assert.IsType<ShelfDecorator>(provider.GetRequiredService<IShelf>());

        Assert.Equal(["composite", "store"], configured.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AddFanOut_KeysThatNameNoStoreOrOneTwice_AreRefused()
    {
        IServiceCollection services = new ServiceCollection()
            .AddKeyedSingleton<IPlainShelf, PlainShelf>("one")
            .AddKeyedScoped<IPlainShelf, PlainShelf>("scoped");

        var missing = Assert.Throws<ArgumentException>(() => services.AddFanOut<IPlainShelf>(["one", null!]));
        var twice = Assert.Throws<ArgumentException>(() => services.AddFanOut<IPlainShelf>(["one", "one"]));
        var scoped = Assert.Throws<InvalidOperationException>(() => services.AddFanOut<IPlainShelf>(["one", "scoped"]));

        Assert.Contains("Key 1 is null", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Key 'one' is there twice", twice.Message, StringComparison.Ordinal);
        Assert.Contains("is scoped", scoped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFanOut_InterfaceWithoutAComposite_SaysSo()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddSingleton<IComparable>("")
            .AddFanOut<IComparable>()
            .BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IComparable>);

        Assert.Contains("Put [FanOut] on every member", error.Message, StringComparison.Ordinal);
    }

    private sealed class PlainShelf : IPlainShelf
    {
        public Task ClearAsync() => Task.CompletedTask;
    }

    private sealed class EmptyShelf : IShelf
    {
        public ValueTask<FanOutResult<Book>> SearchInFullAsync(string query, int limit, CancellationToken ct = default)
            => new(new FanOutResult<Book>([]));

        public Task<IReadOnlyList<Book>> SearchAsync(string query, int limit, CancellationToken ct = default)
            => Task.FromResult<IReadOnlyList<Book>>([]);

        public Task<Book[]> NearestAsync(int top, CancellationToken ct = default) => Task.FromResult<Book[]>([]);

        public ValueTask RemoveAsync(string id, CancellationToken ct = default) => default;

        public Task<int> AddAsync(Book book, CancellationToken ct = default) => Task.FromResult(0);

        public ValueTask DisposeAsync() => default;
    }
}
