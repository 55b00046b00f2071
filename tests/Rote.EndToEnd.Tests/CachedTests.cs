namespace Rote.EndToEnd.Tests;

public sealed class CachedTests
{
    private readonly RecordingNoteStore _inner = new();
    private readonly INoteStore _store;

    public CachedTests() => _store = _inner.Decorate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ValueTaskMethod_SameArguments_AsksOnce()
    {
        var first = await _store.GetAsync("ada", "n1", Token);
        var second = await _store.GetAsync("ada", "n1", Token);

        Assert.Same(first, second);
        Assert.Equal(["get ada n1"], _inner.Calls);
    }

    [Fact]
    public async Task ValueTaskMethod_Hit_CompletesSynchronously()
    {
        await _store.GetAsync("ada", "n1", Token);
        var hit = _store.GetAsync("ada", "n1", Token);

        Assert.True(hit.IsCompletedSuccessfully);
        await hit;
    }

    [Fact]
    public async Task TaskMethod_SameArguments_AsksOnceAndReturnsOneTask()
    {
        await _store.SearchAsync("ada", "tank", 5, "t1", Token);
        var hit = _store.SearchAsync("ada", "tank", 5, "t1", Token);

        Assert.Same(hit, _store.SearchAsync("ada", "tank", 5, "t1", Token));
        Assert.Single(_inner.Calls);
    }

    [Fact]
    public void SynchronousMethod_SameArguments_AsksOnce()
    {
        Assert.Equal(2, _store.CountWords("a b"));
        Assert.Equal(2, _store.CountWords("a b"));

        Assert.Equal(["count a b"], _inner.Calls);
    }

    [Fact]
    public async Task Scope_DifferentOwners_NeverShare()
    {
        var ada = await _store.GetAsync("ada", "n1", Token);
        var bob = await _store.GetAsync("bob", "n1", Token);

        Assert.Equal("ada's n1", ada!.Text);
        Assert.Equal("bob's n1", bob!.Text);
    }

    [Theory]
    [InlineData("a", "b:c", "a:b", "c")]
    [InlineData("", "a", "a", "")]
    [InlineData("1", "0", "10", "")]
    public async Task Keys_PartsThatJoinToOneText_StayApart(string userA, string idA, string userB, string idB)
    {
        await _store.GetAsync(userA, idA, Token);
        await _store.GetAsync(userB, idB, Token);

        Assert.Equal([$"get {userA} {idA}", $"get {userB} {idB}"], _inner.Calls);
    }

    [Fact]
    public async Task NotInKey_DifferentArguments_Share()
    {
        await _store.SearchAsync("ada", "tank", 5, "trace-1", Token);
        await _store.SearchAsync("ada", "tank", 5, "trace-2", Token);
        await _store.SearchAsync("ada", "tank", 6, "trace-3", Token);

        Assert.Equal(["search ada tank 5 trace-1", "search ada tank 6 trace-3"], _inner.Calls);
    }

    [Fact]
    public async Task Null_ByDefault_IsNotKept()
    {
        Assert.Null(await _store.GetAsync("ada", "missing", Token));
        Assert.Null(await _store.GetAsync("ada", "missing", Token));

        Assert.Equal(2, _inner.Calls.Count);
    }

    [Fact]
    public async Task Failure_OfALoad_IsNotKept()
    {
        _inner.Failure = new IOException("down");
        await Assert.ThrowsAsync<IOException>(() => _store.GetAsync("ada", "n1", Token).AsTask());
        _inner.Failure = null;

        Assert.NotNull(await _store.GetAsync("ada", "n1", Token));
    }

    [Fact]
    public async Task ConcurrentCalls_OneKey_ShareOneLoad()
    {
        _inner.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, 100).Select(_ => _store.GetAsync("ada", "n1", Token).AsTask()).ToList();
        _inner.Gate.SetResult();
        var notes = await Task.WhenAll(calls);

        Assert.Single(_inner.Calls);
        Assert.All(notes, note => Assert.Same(notes[0], note));
    }

    [Fact]
    public async Task Cancellation_OfOneCaller_LeavesTheOthers()
    {
        using var leaving = new CancellationTokenSource();
        _inner.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _store.GetAsync("ada", "n1", leaving.Token).AsTask();
        var second = _store.GetAsync("ada", "n1", Token).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _inner.Gate.SetResult();

        Assert.NotNull(await second);
        Assert.Single(_inner.Calls);
    }

    [Fact]
    public async Task List_SomeKept_AsksForTheRestOnceInOrder()
    {
        await _store.GetAsync("ada", "b", Token);
        var notes = await _store.GetManyAsync("ada", ["c", "b", "a", "c"], Token);

        Assert.Equal(["c", "b", "a", "c"], notes.Select(note => note!.Id));
        Assert.Equal(["get ada b", "get many ada c,a"], _inner.Calls);
    }

    [Fact]
    public async Task List_Loaded_FeedsTheSingleMethod()
    {
        await _store.GetManyAsync("ada", ["a", "b"], Token);
        await _store.GetAsync("ada", "b", Token);
        await _store.GetAsync("bob", "b", Token);

        Assert.Equal(["get many ada a,b", "get bob b"], _inner.Calls);
    }

    [Fact]
    public async Task Decorators_OfTwoStores_ShareNothing()
    {
        var other = new RecordingNoteStore();
        await _store.GetAsync("ada", "n1", Token);
        await other.Decorate().GetAsync("ada", "n1", Token);

        Assert.Single(other.Calls);
    }

    [Fact]
    public void Decorate_Null_NamesTheArgument()
        => Assert.Equal("inner", Assert.Throws<ArgumentNullException>(() => ((INoteStore)null!).Decorate()).ParamName);
}
