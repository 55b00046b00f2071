namespace Rote.Generators.Tests.Behaviour;

public sealed class TokenBehaviourTests : IDisposable
{
    private readonly CancellationTokenSource _request = new();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly RecordingCatalog _store = new();
    private readonly CatalogDecorator _catalog;

    public TokenBehaviourTests() => _catalog = _store.Decorate();

    public void Dispose()
    {
        _catalog.Dispose();
        _request.Dispose();
        _shutdown.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Price_EitherTokenCancelled_LeavesTheLoad(bool first)
        => await AssertLeavesAsync(() => _catalog.PriceAsync(1, _request.Token, _shutdown.Token), first);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Prices_EitherTokenCancelled_LeavesTheLoad(bool first)
        => await AssertLeavesAsync(() => _catalog.PricesAsync([1], _request.Token, _shutdown.Token), first);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rank_EitherTokenCancelled_LeavesTheBatch(bool first)
        => await AssertLeavesAsync(() => _catalog.RankAsync(1, _request.Token, _shutdown.Token), first);

    [Fact]
    public async Task Price_Load_HasOneTokenForBoth()
    {
        Assert.Equal(7, await _catalog.PriceAsync(7, _request.Token, _shutdown.Token));
        Assert.Equal(7, await _catalog.PriceAsync(7, _request.Token, _shutdown.Token));

        Assert.Equal(["Price 7 True"], _store.Calls);
    }

    [Fact]
    public async Task Stock_Synchronous_PassesTheCallersToken()
    {
        await _request.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => _catalog.Stock(1, _request.Token));
        Assert.Equal(1, _catalog.Stock(1, _shutdown.Token));
    }

    private async Task AssertLeavesAsync(Func<Task> start, bool first)
    {
        _store.Gate = new TaskCompletionSource().Task;
        var call = start();
        Assert.False(call.IsCompleted);
        await (first ? _request : _shutdown).CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
