using Rote.FanningOut;
using Rote.Monitoring;
using Rote.Testing;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.FanningOut;

/// <summary>Generated composites, from the call of the interface to the stores and back.</summary>
public sealed class CompositeTests
{
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource<IReadOnlyList<Book>> _hanging = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_OfFiveStoresOneFailsAndOneHangs_IsMergedAtTheDeadline()
    {
        var failures = new List<FanOutOutcome>();
        Shelf hanging = new(_ => new(_hanging.Task));
        IShelf[] stores =
        [
            Shelf.With(new("b", 0.5, "0"), new("a", 0.5, "0")),
            new Shelf(_ => throw new FormatException()),
            Shelf.With(new("x", 0.9, "2"), new("a", 0.7, "2")),
            hanging,
            Shelf.With(new("b", 0.5, "4"), new("n", double.NaN, "4")),
        ];
        IShelf composite = stores.FanOut(new FanOutOptions { TimeProvider = _time, OnFailure = failures.Add });

        Task<IReadOnlyList<Book>> search = composite.SearchAsync("tea", 10, Ct);
        await Signals.Until(() => _time.ArmedTimers == 2 && hanging.Calls == 1);
        Assert.False(search.IsCompleted);
        _time.Advance(StoreTimeout);

        Assert.Equal(["x2", "a2", "b0", "n4"], (await search).Select(book => book.Id + book.Shelf));
        Assert.Equal([(1, FanOutStatus.Failed), (3, FanOutStatus.Late)], failures.Select(store => (store.Store, store.Status)));
    }

    [Fact]
    public async Task Search_ThatReturnsAResult_SaysWhatBecameOfEachStore()
    {
        IShelf[] stores = [Shelf.With(new Book("a", 1)), new Shelf(_ => throw new FormatException())];

        FanOutResult<Book> result = await stores.FanOut().SearchInFullAsync("tea", 10, Ct);

        Assert.Equal("a", Assert.Single(result.Items).Id);
        Assert.Equal([FanOutStatus.Answered, FanOutStatus.Failed], result.Stores.Select(store => store.Status));
        Assert.False(result.IsComplete);
    }

    [Fact]
    public async Task Search_ByDistanceWithABound_GivesTheNearestOnce()
    {
        IShelf[] stores = [Shelf.With(new("a", 3), new("b", 1)), Shelf.With(new("a", 2), new("c", -1))];
        IShelf composite = stores.FanOut();

        Assert.Equal([("b", 1.0), ("a", 2.0)], (await composite.NearestAsync(9, Ct)).Select(book => (book.Id, book.Score)));
        Assert.Equal("b", Assert.Single(await composite.NearestAsync(1, Ct)).Id);
    }

    [Fact]
    public async Task Members_ByTheirMode_ReachTheFirstStoreOrAllOrTheirOwnBody()
    {
        Shelf[] stores = [Shelf.With(new Book("a", 1)), Shelf.With(new Book("b", 2))];
        IShelf composite = stores.FanOut();

        Assert.Equal(1, await composite.AddAsync(new Book("n", 0), Ct));
        await composite.RemoveAsync("old", Ct);
        Assert.Equal("b", (await composite.BestAsync("tea", Ct))?.Id);
        await composite.DisposeAsync();

        Assert.Equal([1, 0], stores.Select(store => store.Added.Count));
        Assert.All(stores, store => Assert.Equal("old", Assert.Single(store.Removed)));
        Assert.All(stores, store => Assert.True(store.IsDisposed));
    }

    /// <summary>Each store that is asked is one, whoever asks the composite; one that counts by itself counts once.</summary>
    [Fact]
    public async Task Members_OfACompositeOfStores_AreARoundTripOfEachStoreThatIsAsked()
    {
        await using ShelfDecorator decorated = Shelf.With(new Book("c", 1)).Decorate();
        IShelf[] stores = [Shelf.With(new Book("a", 1)), Shelf.With(new Book("b", 1)), decorated];
        await using ShelfDecorator shelves = stores.FanOut().Decorate();
        using var budget = RoundTripBudget.AtMost(10);

        await shelves.SearchInFullAsync("tea", 10, Ct);
        await shelves.SearchInFullAsync("tea", 10, Ct);
        await shelves.BestAsync("tea", Ct);
        await stores.FanOut().RemoveAsync("old", Ct);
        await shelves.AddAsync(new Book("n", 0), Ct);

        Assert.Equal(
            [("AddAsync", 1), ("RemoveAsync", 3), ("SearchAsync", 3), ("SearchInFullAsync", 3)],
            budget.Calls.Select(call => (call.Key["IShelf.".Length..], call.Value)).Order());
        budget.Verify();
    }

    /// <summary>The decorator is outside: a hit asks no store, and what is not complete is asked for again.</summary>
    [Fact]
    public async Task Decorate_OverAComposite_KeepsWhatIsComplete()
    {
        var isDown = true;
        Shelf well = Shelf.With(new Book("a", 1));
        Shelf ill = new(_ => isDown ? throw new FormatException() : new([new Book("b", 2)]));
        await using ShelfDecorator shelves = new IShelf[] { well, ill }.FanOut().Decorate();

        Assert.Equal(["a"], (await shelves.SearchInFullAsync("tea", 10, Ct)).Items.Select(book => book.Id));
        isDown = false;
        Assert.Equal(["b", "a"], (await shelves.SearchInFullAsync("tea", 10, Ct)).Items.Select(book => book.Id));
        Assert.Equal(["b", "a"], (await shelves.SearchInFullAsync("tea", 10, Ct)).Items.Select(book => book.Id));

        Assert.Equal([2, 2], new[] { well, ill }.Select(store => store.Calls));
    }
}
