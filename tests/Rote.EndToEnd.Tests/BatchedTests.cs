namespace Rote.EndToEnd.Tests;

public sealed class BatchedTests
{
    private readonly RecordingEmbedder _inner = new();
    private readonly IEmbedder _embedder;

    public BatchedTests() => _embedder = _inner.Decorate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConcurrentCalls_WhileOneIsInFlight_TravelTogetherWithoutDuplicates()
    {
        _inner.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = new[] { "first", "a", "b", "a", "c" }.Select(text => _embedder.EmbedAsync(text, Token).AsTask()).ToList();
        _inner.Gate.SetResult();
        var vectors = await Task.WhenAll(calls);

        Assert.Equal(["<first>", "<a>", "<b>", "<a>", "<c>"], vectors);
        Assert.Equal(["embed first", "embed a,b,c"], _inner.Calls);
    }

    [Fact]
    public async Task Cached_Hits_AreNotBatched()
    {
        await _embedder.EmbedAsync("a", Token);
        await _embedder.EmbedAsync("a", Token);
        await _embedder.EmbedManyAsync(["a", "b"], Token);

        Assert.Equal(["embed a", "embed b"], _inner.Calls);
    }

    [Fact]
    public async Task MoreThanTheMaximum_IsSplit()
    {
        _inner.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = "abcdefghij".Select(letter => _embedder.EmbedAsync($"{letter}", Token).AsTask()).ToList();
        _inner.Gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal("embed a", _inner.Calls[0]);
        Assert.All(_inner.Calls, call => Assert.True(call.Split(',').Length <= 4, call));
    }

    [Fact]
    public async Task Scopes_InOneBurst_NeverShareABatch()
    {
        _inner.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = new[] { ("ada", "1"), ("ada", "2"), ("bob", "3"), ("ada", "2"), ("bob", "4") }
            .Select(item => _embedder.StoreAsync(item.Item1, item.Item2, Token)).ToList();
        _inner.Gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(["store ada 1", "store ada 2,2", "store bob 3,4"], _inner.Calls.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task FlushAsync_ThroughTheDecorator_WaitsForWhatWasCalledBefore()
    {
        _inner.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] calls = [_embedder.StoreAsync("ada", "1", Token), _embedder.StoreAsync("ada", "2", Token)];
        Task flush = Assert.IsAssignableFrom<IFlushable>(_embedder).FlushAsync(Token);

        Assert.False(flush.IsCompleted);
        _inner.Gate.SetResult();
        await flush;

        Assert.Equal(["store ada 1", "store ada 2"], _inner.Calls);
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task DisposeAsync_OfTheDecorator_DeliversAndDisposesTheStore()
    {
        _inner.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _embedder.StoreAsync("ada", "1", Token);
        var second = _embedder.StoreAsync("ada", "2", Token);
        var disposal = _embedder.DisposeAsync().AsTask();
        _inner.Gate.SetResult();
        await disposal;

        Assert.True(first.IsCompletedSuccessfully || await Succeeds(first));
        Assert.True(await Succeeds(second));
        Assert.True(_inner.Disposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _embedder.StoreAsync("ada", "3", Token));
    }

    private static async Task<bool> Succeeds(Task task)
    {
        await task;
        return true;
    }
}
