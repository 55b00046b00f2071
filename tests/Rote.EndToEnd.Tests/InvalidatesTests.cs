namespace Rote.EndToEnd.Tests;

public sealed class InvalidatesTests
{
    private readonly RecordingNoteStore _inner = new();
    private readonly INoteStore _store;

    public InvalidatesTests() => _store = _inner.Decorate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Member_MatchingParameters_DropsThatKeyOnly()
    {
        await _store.GetAsync("ada", "n1", Token);
        await _store.GetAsync("ada", "n2", Token);
        await _store.DeleteAsync("ada", "n1", Token);

        Assert.Equal(["get ada n1"], await CallsOfAsync(() => _store.GetAsync("ada", "n1", Token).AsTask()));
        Assert.Empty(await CallsOfAsync(() => _store.GetAsync("ada", "n2", Token).AsTask()));
    }

    [Fact]
    public async Task Region_Named_IsDroppedWhole()
    {
        await _store.SearchAsync("ada", "tank", 5, "t", Token);
        await _store.DeleteAsync("bob", "n1", Token);

        Assert.Single(await CallsOfAsync(() => _store.SearchAsync("ada", "tank", 5, "t", Token)));
    }

    [Fact]
    public async Task Tag_OfAScope_LeavesOtherScopes()
    {
        await _store.GetAsync("1", "n1", Token);
        await _store.GetAsync("10", "n1", Token);
        await _store.StoreAsync("1", new Note("n9", ""), Token);

        Assert.Single(await CallsOfAsync(() => _store.GetAsync("1", "n1", Token).AsTask()));
        Assert.Empty(await CallsOfAsync(() => _store.GetAsync("10", "n1", Token).AsTask()));
    }

    [Fact]
    public async Task Tag_OfAWriterWithoutScope_DropsEveryScope()
    {
        await _store.SearchAsync("ada", "tank", 5, "t", Token);
        await _store.SearchAsync("bob", "tank", 5, "t", Token);
        await _store.ReindexAsync(Token);

        Assert.Single(await CallsOfAsync(() => _store.SearchAsync("ada", "tank", 5, "t", Token)));
        Assert.Single(await CallsOfAsync(() => _store.SearchAsync("bob", "tank", 5, "t", Token)));
    }

    [Fact]
    public async Task All_SynchronousWriter_DropsEverything()
    {
        await _store.GetAsync("ada", "n1", Token);
        _store.CountWords("a b");
        _store.Import("file");

        Assert.Single(await CallsOfAsync(() => _store.GetAsync("ada", "n1", Token).AsTask()));
        Assert.Single(await CallsOfAsync(() => Task.FromResult(_store.CountWords("a b"))));
    }

    [Fact]
    public async Task FailedWrite_StillDrops()
    {
        await _store.GetAsync("ada", "n1", Token);
        _inner.Failure = new IOException("down");
        await Assert.ThrowsAsync<IOException>(() => _store.StoreAsync("ada", new Note("n1", ""), Token).AsTask());
        _inner.Failure = null;

        Assert.Single(await CallsOfAsync(() => _store.GetAsync("ada", "n1", Token).AsTask()));
    }

    [Fact]
    public async Task LoadInFlight_AtTheTimeOfTheWrite_IsNotKept()
    {
        var gate = _inner.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var stale = _store.GetAsync("ada", "n1", Token).AsTask();
        _inner.Gate = null;
        await _store.StoreAsync("ada", new Note("n1", ""), Token);
        var fresh = await CallsOfAsync(() => _store.GetAsync("ada", "n1", Token).AsTask());
        gate.SetResult();

        Assert.NotNull(await stale);
        Assert.Single(fresh);
    }

    [Fact]
    public async Task Writer_WithAResult_ReturnsIt() => Assert.True(await _store.DeleteAsync("ada", "n1", Token));

    private async Task<IReadOnlyList<string>> CallsOfAsync(Func<Task> call)
    {
        var before = _inner.Calls.Count;
        await call();
        return [.. _inner.Calls.Skip(before)];
    }
}
