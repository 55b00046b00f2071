namespace Rote.Generators.Tests.Behaviour;

public sealed class InvalidationBehaviourTests
{
    private readonly RecordingNotes _store = new();
    private readonly NotesDecorator _notes;

    public InvalidationBehaviourTests() => _notes = _store.Decorate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delete_OneKey_DropsThatEntryOnly()
    {
        await FillAsync();
        await _notes.DeleteAsync("ann", 1);

        Assert.Equal(["Get ann 1"], await MissesAsync());
    }

    [Fact]
    public async Task DeleteMany_ListOfKeys_DropsTheEntriesOfItsItems()
    {
        await FillAsync();
        Assert.Equal(2, await _notes.DeleteManyAsync("ann", [1, 2]));

        Assert.Equal(["Get ann 1", "Get ann 2"], await MissesAsync());
    }

    [Fact]
    public async Task Store_TagInScope_DropsTheScopesEntries()
    {
        await FillAsync();
        await _notes.StoreAsync("ann", "text");

        Assert.Equal(["Get ann 1", "Get ann 2"], await MissesAsync());
    }

    [Fact]
    public async Task Administer_TagWithoutScope_DropsTheTagInEveryScope()
    {
        await FillAsync();
        await _notes.AdministerAsync("bob");

        Assert.Equal(["Get bob 1"], await MissesAsync());
    }

    [Fact]
    public async Task Store_Failing_InvalidatesToo()
    {
        await FillAsync();
        _store.Failure = new InvalidOperationException("after the write");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _notes.StoreAsync("ann", "text"));

        Assert.Equal(["Get ann 1", "Get ann 2"], await MissesAsync());
    }

    [Fact]
    public async Task Reindex_Region_DropsThatRegionOnly()
    {
        await FillAsync();
        await _notes.SearchAsync("q");
        _notes.Reindex();

        Assert.Empty(await MissesAsync());
        Assert.NotEqual("q/none/4", await _notes.SearchAsync("q"));
    }

    [Fact]
    public async Task Import_All_DropsEverything()
    {
        await FillAsync();
        var count = _notes.Count();
        Assert.True(_notes.Import("file"));

        Assert.NotEqual(count, _notes.Count());
        Assert.Equal(3, (await MissesAsync()).Count);
    }

    [Fact]
    public async Task Store_WhileALoadIsInFlight_KeepsTheOldValueOut()
    {
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        var early = _notes.GetAsync("ann", 1, Token);
        var write = _notes.StoreAsync("ann", "text");
        gate.SetResult();
        await write;
        await early;

        await _notes.GetAsync("ann", 1, Token);
        Assert.Equal(2, _store.Calls.Count(call => call == "Get ann 1"));
    }

    private async Task FillAsync()
    {
        await _notes.GetAsync("ann", 1, Token);
        await _notes.GetAsync("ann", 2, Token);
        await _notes.GetAsync("bob", 1, Token);
    }

    // What has to be asked for again of what was filled.
    private async Task<IReadOnlyList<string>> MissesAsync()
    {
        var before = _store.Calls.Count;
        await FillAsync();
        return [.. _store.Calls.Skip(before)];
    }
}
