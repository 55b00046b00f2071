namespace Rote.Generators.Tests.Behaviour;

public sealed class CachingBehaviourTests
{
    private readonly RecordingNotes _store = new();
    private readonly NotesDecorator _notes;

    public CachingBehaviourTests() => _notes = _store.Decorate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_AskedAgain_AnswersFromTheCache()
    {
        var first = await _notes.GetAsync("ann", 1, Token);
        var second = _notes.GetAsync("ann", 1, Token);

        Assert.True(second.IsCompletedSuccessfully);
        Assert.Same(first, await second);
        Assert.Equal(["Get ann 1"], _store.Calls);
    }

    [Fact]
    public async Task Get_AnotherScopeOrKey_IsAnotherEntry()
    {
        await _notes.GetAsync("ann", 1, Token);
        await _notes.GetAsync("bob", 1, Token);
        await _notes.GetAsync("ann", 2, Token);

        Assert.Equal(["Get ann 1", "Get bob 1", "Get ann 2"], _store.Calls);
    }

    [Fact]
    public async Task Get_NullResult_IsNotKept()
    {
        Assert.Null(await _notes.GetAsync("ann", -1, Token));
        Assert.Null(await _notes.GetAsync("ann", -1, Token));

        Assert.Equal(2, _store.Calls.Count);
    }

    [Fact]
    public async Task Get_ConcurrentCallsOfOneKey_ShareOneLoad()
    {
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        var first = _notes.GetAsync("ann", 1, Token).AsTask();
        var second = _notes.GetAsync("ann", 1, Token).AsTask();
        gate.SetResult();

        Assert.Same(await first, await second);
        Assert.Equal(["Get ann 1"], _store.Calls);
    }

    [Fact]
    public async Task Search_ParameterNotInTheKey_IsPassedButNotCompared()
    {
        var first = await _notes.SearchAsync("q", "t1");
        var second = _notes.SearchAsync("q", "t2");

        Assert.Equal("q/t1/1", first);
        Assert.Same(first, await second);
        Assert.Same(second, _notes.SearchAsync("q"));
    }

    [Fact]
    public void Count_SynchronousOverloads_HaveEntriesOfTheirOwn()
    {
        Assert.Equal(1, _notes.Count());
        Assert.Equal(2, _notes.Count("ann"));
        Assert.Equal(1, _notes.Count());
        Assert.Equal(2, _notes.Count("ann"));
    }

    [Fact]
    public async Task GetMany_SomeKept_AsksForTheMissingOnesOnce()
    {
        await _notes.GetAsync("ann", 2, Token);

        var notes = await _notes.GetManyAsync("ann", [3, 2, 1, 3], Token);

        Assert.Equal(["Get ann 2", "GetMany ann 3,1"], _store.Calls);
        Assert.Equal(["ann/3/2", "ann/2/1", "ann/1/2", "ann/3/2"], notes);
    }

    [Fact]
    public async Task GetMany_Asked_FillsTheEntriesOfGet()
    {
        await _notes.GetManyAsync("ann", [1, 2], Token);

        Assert.Equal("ann/2/1", await _notes.GetAsync("ann", 2, Token));
        Assert.Equal(["GetMany ann 1,2"], _store.Calls);
    }

    [Fact]
    public async Task GetMany_AnotherScope_SharesNothing()
    {
        await _notes.GetManyAsync("ann", [1], Token);
        await _notes.GetManyAsync("bob", [1], Token);

        Assert.Equal(["GetMany ann 1", "GetMany bob 1"], _store.Calls);
    }

    [Fact]
    public void Decorate_NoStore_Throws() => Assert.Throws<ArgumentNullException>("inner", () => ((INotes)null!).Decorate());
}
