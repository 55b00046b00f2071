namespace Rote.Generators.Tests.Behaviour;

/// <summary>What no asynchronous method can take is followed by invalidation all the same, and when it has ended.</summary>
public sealed class ByReferenceInvalidationTests
{
    private static readonly Guid One = new(1, 0, 0, new byte[8]);
    private static readonly Guid Two = new(2, 0, 0, new byte[8]);

    private readonly Shelves _inner = new();
    private readonly ShelvesDecorator _shelves;

    public ByReferenceInvalidationTests() => _shelves = _inner.Decorate();

    [Fact]
    public async Task Put_Ends_DropsItsEntryAndNoOther()
    {
        await FillAsync();
        Task put = _shelves.PutAsync("a", in One, "text");
        Assert.Equal([], await MissesAsync());
        _inner.End.SetResult(7);
        await put;

        Assert.Equal([("a", One)], await MissesAsync());
    }

    [Fact]
    public async Task Put_Fails_DropsItsEntryToo()
    {
        await FillAsync();
        _inner.End.SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => _shelves.PutAsync("a", in One, "text"));

        Assert.Equal([("a", One)], await MissesAsync());
    }

    [Fact]
    public async Task Put_ThrowsAtOnce_DropsItsEntryToo()
    {
        await FillAsync();
        _inner.Throws = true;
        Assert.Throws<IOException>(() => { _ = _shelves.PutAsync("a", in One, "text"); });

        Assert.Equal([("a", One)], await MissesAsync());
    }

    [Fact]
    public async Task Move_ChangesItsReference_DropsWhatItWasCalledWith()
    {
        await FillAsync();
        Guid id = One;
        ValueTask<int> move = _shelves.MoveAsync("a", ref id);
        Assert.Equal(Two, id);
        _inner.End.SetResult(7);

        Assert.Equal(7, await move);
        Assert.Equal([("a", One)], await MissesAsync());
    }

    [Fact]
    public async Task Clear_Ends_DropsAll()
    {
        await FillAsync();
        Task<int> clear = _shelves.ClearAsync("because");
        Assert.Equal([], await MissesAsync());
        _inner.End.SetResult(7);

        Assert.Equal(7, await clear);
        Assert.Equal(4, (await MissesAsync()).Count);
    }

    [Fact]
    public async Task Write_IsRead_DropsItsTagAtTheEnd()
    {
        await FillAsync();
        IAsyncEnumerable<int> stream = _shelves.WriteAsync("a", One, Two);
        Assert.Equal([], await MissesAsync());
        await foreach (int _ in stream)
        {
        }

        Assert.Equal([("a", One), ("a", Two)], await MissesAsync());
    }

    private async Task FillAsync()
    {
        await MissesAsync();
        _inner.Misses.Clear();
    }

    private async Task<List<(string Room, Guid Id)>> MissesAsync()
    {
        _inner.Misses.Clear();
        foreach (string room in new[] { "a", "b" })
        {
            await _shelves.CountAsync(room, One);
            await _shelves.CountAsync(room, Two);
        }

        return [.. _inner.Misses];
    }

    private sealed class Shelves : IShelves
    {
        public List<(string Room, Guid Id)> Misses { get; } = [];

        public TaskCompletionSource<int> End { get; } = new();

        public bool Throws { get; set; }

        public ValueTask<int> CountAsync(string room, Guid id)
        {
            Misses.Add((room, id));
            return new(1);
        }

        public Task PutAsync(string room, in Guid id, ReadOnlySpan<char> text) => Throws ? throw new IOException() : End.Task;

        public ValueTask<int> MoveAsync(string room, ref Guid id)
        {
            id = Two;
            return new(End.Task);
        }

        public IAsyncEnumerable<int> WriteAsync(in string room, params ReadOnlySpan<Guid> ids) => Numbers(ids.Length);

        public Task<int> ClearAsync(scoped ReadOnlySpan<char> why) => End.Task;

        private static async IAsyncEnumerable<int> Numbers(int count)
        {
            for (int i = 0; i < count; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
    }
}
