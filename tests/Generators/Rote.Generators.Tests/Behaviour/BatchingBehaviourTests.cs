namespace Rote.Generators.Tests.Behaviour;

public sealed class BatchingBehaviourTests
{
    private readonly RecordingNotes _store = new();
    private readonly NotesDecorator _notes;

    public BatchingBehaviourTests() => _notes = _store.Decorate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embed_ConcurrentCalls_TravelTogether()
    {
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        var calls = Enumerable.Range(0, 50).Select(index => _notes.EmbedAsync("ann", new string('x', index), Token)).ToList();
        gate.SetResult();

        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(calls));
        Assert.InRange(_store.Calls.Count, 1, 6);
        Assert.All(_store.Calls, call => Assert.StartsWith("EmbedMany ann ", call, StringComparison.Ordinal));
    }

    /// <summary>Guide 2: what is merged mixes the memories of different users.</summary>
    [Fact]
    public async Task Embed_TwoScopes_NeverShareABatch()
    {
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        string[] users = ["ann", "bob"];
        var calls =
            from index in Enumerable.Range(0, 20)
            let user = users[index % 2]
            select _notes.EmbedAsync(user, $"{user}{index}", Token);
        var all = Task.WhenAll(calls);
        gate.SetResult();
        await all;

        Assert.All(_store.Calls, call =>
        {
            var words = call.Split(' ');
            Assert.All(words[2].Split(','), text => Assert.StartsWith(words[1], text, StringComparison.Ordinal));
        });
    }

    /// <summary>Guide 3: an embedding that fails is replaced by zeros, and the zeros are cached.</summary>
    [Fact]
    public async Task Embed_BulkCallFails_CallersGetTheFailureAndNothingIsCached()
    {
        _store.Gate = Task.FromException(new IOException("down"));

        await Assert.ThrowsAsync<IOException>(() => _notes.EmbedAsync("ann", "one", Token));
        _store.Gate = Task.CompletedTask;

        Assert.Equal(3, await _notes.EmbedAsync("ann", "one", Token));
        Assert.Equal(["EmbedMany ann one", "EmbedMany ann one"], _store.Calls);
    }

    [Fact]
    public async Task Embed_CachedText_IsNotBatchedAgain()
    {
        await _notes.EmbedAsync("ann", "one", Token);
        var again = _notes.EmbedAsync("ann", "one", Token);

        Assert.True(again.IsCompletedSuccessfully);
        Assert.Equal(3, await again);
        Assert.Equal(["EmbedMany ann one"], _store.Calls);
    }

    [Fact]
    public async Task Write_EveryCall_IsDeliveredInOrder()
    {
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        var calls = Enumerable.Range(0, 30).Select(index => _notes.WriteAsync($"{index % 3}", Token).AsTask()).ToList();
        gate.SetResult();
        await Task.WhenAll(calls);

        var written = _store.Calls.SelectMany(call => call["WriteMany ".Length..].Split(','));
        Assert.Equal(Enumerable.Range(0, 30).Select(index => $"{index % 3}"), written);
    }

    [Fact]
    public async Task Dispose_CallsWaiting_AreDeliveredBeforeTheStoreIsDisposedOf()
    {
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        var calls = Enumerable.Range(0, 10).Select(index => _notes.WriteAsync($"{index}", Token).AsTask()).ToList();
        var disposal = _notes.DisposeAsync();
        gate.SetResult();
        await disposal;
        await Task.WhenAll(calls);

        Assert.Equal("DisposeAsync", _store.Calls[^1]);
        Assert.Single(_store.Calls, call => call == "DisposeAsync");
    }
}
