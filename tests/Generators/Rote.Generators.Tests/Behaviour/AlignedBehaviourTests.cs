using Rote.Testing;

namespace Rote.Generators.Tests.Behaviour;

public sealed class AlignedBehaviourTests
{
    private readonly RecordingDocuments _store = new();
    private readonly DocumentsDecorator _documents;

    // The clock stands still: no batch leaves because a test is slow.
    public AlignedBehaviourTests()
        => _documents = _store.Decorate(new RoteOptions { TimeProvider = new ManualTimeProvider() });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_BulkTakesScopesItemByItem_OneBatchHoldsSeveralAndEachGetsItsOwn()
    {
        (string Tenant, string Id)[] asked = [("ann", "0"), ("ann", "1"), ("bob", "1"), ("ann", "1"), ("bob", "2")];
        Task<string>[] calls = [.. asked.Select(one => _documents.GetAsync(one.Tenant, one.Id, Token).AsTask())];
        _store.Gate.SetResult();

        Assert.Equal(["ann/0", "ann/1", "bob/1", "ann/1", "bob/2"], await Task.WhenAll(calls));

        // Equal ids of two scopes are two items; equal items of one scope are one.
        Assert.Equal(["ann/0", "ann/1,bob/1,bob/2"], _store.Calls);
    }

    [Fact]
    public async Task Get_Cached_ScopesShareABatchAndNoEntry()
    {
        _store.Gate.SetResult();
        await _documents.GetAsync("ann", "1", Token);

        Assert.Equal("bob/1", await _documents.GetAsync("bob", "1", Token));
        Assert.Equal("ann/1", await _documents.GetAsync("ann", "1", Token));
        Assert.Equal(["ann/1", "bob/1"], _store.Calls);
    }

    /// <summary>Parts that would be one text must not be one item.</summary>
    [Fact]
    public async Task Get_PartsThatJoinToOneText_AreTwoItems()
    {
        Task<string>[] calls =
        [
            _documents.GetAsync("x", "x", Token).AsTask(), _documents.GetAsync("ab", "c", Token).AsTask(),
            _documents.GetAsync("a", "bc", Token).AsTask(),
        ];
        _store.Gate.SetResult();

        Assert.Equal(["x/x", "ab/c", "a/bc"], await Task.WhenAll(calls));
        Assert.Equal(["x/x", "ab/c,a/bc"], _store.Calls);
    }

    [Fact]
    public async Task Touch_TuplesOfScopeAndItem_TravelTogetherInTheirOrder()
    {
        (string Tenant, string Id)[] asked = [("ann", "0"), ("bob", "1"), ("ann", "1"), ("bob", "1")];
        Task[] calls = [.. asked.Select(one => _documents.TouchAsync(one.Tenant, one.Id, Token))];
        _store.Gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(["ann/0", "bob/1,ann/1,bob/1"], _store.Calls);
    }

    [Fact]
    public async Task Get_CallerOfOneScopeLeaves_TheOthersGoOn()
    {
        using var leaving = new CancellationTokenSource();
        Task<string> running = _documents.GetAsync("ann", "0", Token).AsTask();
        Task<string> gone = _documents.GetAsync("ann", "1", leaving.Token).AsTask();
        Task<string> stays = _documents.GetAsync("bob", "1", Token).AsTask();
        await leaving.CancelAsync();
        _store.Gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal(["ann/0", "bob/1"], await Task.WhenAll(running, stays));
        Assert.Equal(["ann/0", "bob/1"], _store.Calls);
    }
}
