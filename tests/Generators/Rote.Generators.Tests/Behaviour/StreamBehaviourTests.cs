namespace Rote.Generators.Tests.Behaviour;

public sealed class StreamBehaviourTests
{
    private readonly RecordingCatalog _store = new();
    private readonly CatalogDecorator _catalog;

    public StreamBehaviourTests() => _catalog = _store.Decorate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_Again_PlaysBackWithoutReadingTheStore()
    {
        var stream = _catalog.ReadAsync(2, Token);

        Assert.Equal(["2/0", "2/1"], await ListAsync(stream));
        Assert.Equal(["2/0", "2/1"], await ListAsync(stream));
        Assert.Equal(["2/0", "2/1"], await ListAsync(_catalog.ReadAsync(2, Token)));
        Assert.Empty(await ListAsync(_catalog.ReadAsync(0, Token)));
        Assert.Empty(await ListAsync(_catalog.ReadAsync(0, Token)));
        Assert.Equal(["Read 2", "Read 0"], _store.Calls);
    }

    [Fact]
    public void Read_NotEnumerated_DoesNothing()
    {
        _catalog.ReadAsync(2, Token);

        Assert.Empty(_store.Calls);
    }

    [Fact]
    public async Task Read_ConcurrentReaders_ShareOneRead()
    {
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        var first = ListAsync(_catalog.ReadAsync(3, Token));
        var second = ListAsync(_catalog.ReadAsync(3, Token));
        gate.SetResult();

        Assert.Equal(await first, await second);
        Assert.Equal(["Read 3"], _store.Calls);
    }

    [Fact]
    public async Task Read_OneReaderLeaves_TheOtherGetsItAll()
    {
        using var leaving = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        var left = ListUnderAsync(_catalog.ReadAsync(2, Token), leaving.Token);
        var stayed = ListAsync(_catalog.ReadAsync(2, Token));
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.False(_store.LastToken.IsCancellationRequested);
        gate.SetResult();
        Assert.Equal(["2/0", "2/1"], await stayed);
        Assert.Equal(["Read 2"], _store.Calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Follow_AnyTokenCancelled_LeavesAndCancelsTheRead(int which)
    {
        CancellationTokenSource[] sources = [new(), new(), new()];
        _store.Gate = new TaskCompletionSource().Task;
        var left = ListUnderAsync(_catalog.FollowAsync(2, sources[0].Token, sources[1].Token), sources[2].Token);
        await sources[which].CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.True(_store.LastToken.IsCancellationRequested);
        Assert.All(sources, source => source.Dispose());
    }

    [Fact]
    public async Task Read_CancelledWhilePlayedBack_Stops()
    {
        using var source = new CancellationTokenSource();
        await ListAsync(_catalog.ReadAsync(2, Token));
        await using var items = _catalog.ReadAsync(2, source.Token).GetAsyncEnumerator(Token);
        Assert.True(await items.MoveNextAsync());
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await items.MoveNextAsync());
    }

    [Fact]
    public async Task Read_Failing_HandsNothingOutAndIsReadAgain()
    {
        _store.Failure = new InvalidOperationException("torn");
        await using (var items = _catalog.ReadAsync(2, Token).GetAsyncEnumerator(Token))
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await items.MoveNextAsync());
            Assert.Same(_store.Failure, error);
        }

        _store.Failure = null;
        Assert.Equal(["2/0", "2/1"], await ListAsync(_catalog.ReadAsync(2, Token)));
    }

    private static Task<List<string>> ListAsync(IAsyncEnumerable<string> stream) => ListUnderAsync(stream, Token);

    private static async Task<List<string>> ListUnderAsync(IAsyncEnumerable<string> stream, CancellationToken token)
    {
        var items = new List<string>();
        await foreach (var item in stream.WithCancellation(token))
        {
            items.Add(item);
        }

        return items;
    }
}
