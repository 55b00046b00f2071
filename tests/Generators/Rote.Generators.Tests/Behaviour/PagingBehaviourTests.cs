namespace Rote.Generators.Tests.Behaviour;

public sealed class PagingBehaviourTests
{
    private readonly RecordingPagedNotes _store = new();
    private readonly PagedNotesDecorator _notes;

    public PagingBehaviourTests() => _notes = _store.Decorate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_SeveralPages_GivesEachItemOnce()
    {
        Assert.Equal(["a/0", "a/1", "a/2", "a/3", "a/4"], await ListAsync(_notes.ReadAsync("a", Token)));
        Assert.Equal(["a - 2", "a 2 2", "a 4 2"], _store.Calls);
    }

    [Fact]
    public async Task Read_PageMethodIsCached_AsksTheDecoratorForPages()
    {
        await ListAsync(_notes.ReadAsync("a", Token));
        await ListAsync(_notes.ReadAsync("a", Token));
        await ListAsync(_notes.ReadAsync("b", Token));

        Assert.Equal(["a - 2", "a 2 2", "a 4 2", "b - 2", "b 2 2", "b 4 2"], _store.Calls);
    }

    [Fact]
    public async Task Read_StreamTakesTheLimit_PassesItOn()
    {
        await ListAsync(_notes.ReadBySizeAsync("a", 4, Token));

        Assert.Equal(["a - 4", "a 4 4"], _store.Calls);
    }

    [Fact]
    public async Task Read_PageMethodTakesAScopeThatTheStreamLacks_IsForwarded()
        => Assert.Equal(["own"], await ListAsync(_notes.ReadWithoutScopeAsync()));

    [Fact]
    public async Task Read_ReaderLeaves_CancelsItsPages()
    {
        await foreach (var item in _notes.ReadAsync("a", Token))
        {
            Assert.Equal("a/0", item);
            break;
        }

        Assert.Equal(["a - 2", "a 2 2"], _store.Calls);
    }

    [Fact]
    public async Task Read_Cancelled_Ends()
    {
        using var source = new CancellationTokenSource();
        await using var reader = _notes.ReadAsync("a", Token).GetAsyncEnumerator(source.Token);
        await reader.MoveNextAsync();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.MoveNextAsync().AsTask());
    }

    private static async Task<List<string>> ListAsync(IAsyncEnumerable<string> stream)
    {
        var items = new List<string>();
        await foreach (var item in stream)
        {
            items.Add(item);
        }

        return items;
    }
}
