using Rote.Pooling;
using Rote.Testing;

namespace Rote.Tests.Pooling;

public sealed class LazyStoreTests
{
    private readonly Queue<TaskCompletionSource<FakeConnection>> _openings = new();
    private int _opened;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_ManyCallersAtOnce_OpensOnce()
    {
        int opened = 0;
        await using var lazy = new LazyStore<FakeConnection>(async _ =>
        {
            Interlocked.Increment(ref opened);
            await Task.Yield();
            return new FakeConnection(1);
        });
        Assert.False(lazy.IsOpen);

        FakeConnection[] stores = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => Task.Run(() => lazy.GetAsync(Token).AsTask(), Token)));

        Assert.Single(stores.Distinct());
        Assert.Equal(1, opened);
        Assert.True(lazy.IsOpen);
        Task<FakeConnection> again = lazy.GetAsync(Token).AsTask();
        Assert.True(again.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Get_ManyThreadsAtOnce_OpensOnce()
    {
        int opened = 0;
        using var lazy = new LazyStore<FakeConnection>(async _ =>
        {
            Interlocked.Increment(ref opened);
            await Task.Yield();
            return new FakeConnection(1);
        });
        var stores = new System.Collections.Concurrent.ConcurrentBag<FakeConnection>();
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() => stores.Add(lazy.Get())))];

        Array.ForEach(threads, thread => thread.Start());

        await Task.Run(() => Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(30)))), Token);
        Assert.Single(stores.Distinct());
        Assert.Equal(1, opened);
    }

    [Fact]
    public async Task GetAsync_OpeningFails_AllWhoWaitGetItAndTheNextOpensAnew()
    {
        await using LazyStore<FakeConnection> lazy = Lazy();
        Task<FakeConnection> one = lazy.GetAsync(Token).AsTask();
        Task<FakeConnection> two = lazy.GetAsync(Token).AsTask();

        _openings.Dequeue().SetException(new IOException("locked"));

        Assert.Equal("locked", (await Assert.ThrowsAsync<IOException>(() => one)).Message);
        Assert.Equal("locked", (await Assert.ThrowsAsync<IOException>(() => two)).Message);
        Task<FakeConnection> next = lazy.GetAsync(Token).AsTask();
        _openings.Dequeue().SetResult(new FakeConnection(2));
        Assert.Equal(2, (await next).Id);
        Assert.Equal(2, _opened);
    }

    [Fact]
    public async Task GetAsync_OneOfTwoCancels_TheOtherGetsTheStore()
    {
        await using LazyStore<FakeConnection> lazy = Lazy();
        using var leaving = new CancellationTokenSource();
        Task<FakeConnection> left = lazy.GetAsync(leaving.Token).AsTask();
        Task<FakeConnection> stays = lazy.GetAsync(Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        _openings.Dequeue().SetResult(new FakeConnection(1));

        Assert.Equal(1, (await stays).Id);
    }

    [Fact]
    public async Task GetAsync_AllCancel_OpeningIsCancelledAndTheNextOpensAnew()
    {
        await using LazyStore<FakeConnection> lazy = Lazy();
        using var leaving = new CancellationTokenSource();
        Task<FakeConnection>[] left =
            [lazy.GetAsync(leaving.Token).AsTask(), lazy.GetAsync(leaving.Token).AsTask()];
        TaskCompletionSource<FakeConnection> first = _openings.Dequeue();
        await leaving.CancelAsync();
        await Task.WhenAll(left.Select(rent => Assert.ThrowsAnyAsync<OperationCanceledException>(() => rent)));
        await PoolRegressionTests.UntilAsync(() => first.Task.IsCanceled);

        Task<FakeConnection> next = lazy.GetAsync(Token).AsTask();
        await PoolRegressionTests.UntilAsync(() => Volatile.Read(ref _opened) == 2);
        _openings.Dequeue().SetResult(new FakeConnection(2));

        Assert.Equal(2, (await next).Id);
    }

    [Fact]
    public async Task GetAsync_WhileACancelledOpeningEnds_NeverRunsASecondBesideIt()
    {
        var deaf = new TaskCompletionSource<FakeConnection>();
        int running = 0;
        await using var lazy = new LazyStore<FakeConnection>(async _ =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            FakeConnection store = await deaf.Task;
            Interlocked.Decrement(ref running);
            return store;
        });
        using var leaving = new CancellationTokenSource();
        Task<FakeConnection> left = lazy.GetAsync(leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Task<FakeConnection> next = lazy.GetAsync(Token).AsTask();

        deaf.SetResult(new FakeConnection(1));

        Assert.Equal(1, (await next).Id);
        Assert.True(lazy.IsOpen);
    }

    [Fact]
    public async Task GetAsync_CallersContext_IsNotSeenByTheOpening()
    {
        var ambient = new AsyncLocal<string> { Value = "caller" };
        string? seen = "nothing";
        await using var lazy = new LazyStore<object>(_ =>
        {
            seen = ambient.Value;
            return new ValueTask<object>(new object());
        });

        await lazy.GetAsync(Token);

        Assert.Null(seen);
    }

    [Fact]
    public async Task DisposeAsync_Open_DisposesOfTheStoreAndRefuses()
    {
        var store = new FakeConnection(1);
        var lazy = new LazyStore<FakeConnection>(_ => new ValueTask<FakeConnection>(store));
        await lazy.GetAsync(Token);

        await lazy.DisposeAsync();
        await lazy.DisposeAsync();

        Assert.True(store.IsClosed);
        Assert.Null(store.Misuse);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => lazy.GetAsync(Token).AsTask());
        Assert.Throws<ObjectDisposedException>(lazy.Get);
    }

    [Fact]
    public async Task DisposeAsync_NeverUsed_OpensNothing()
    {
        LazyStore<FakeConnection> lazy = Lazy();

        await lazy.DisposeAsync();

        Assert.Equal(0, _opened);
    }

    [Fact]
    public async Task DisposeAsync_WhileOpening_WaitsForItsEndAndDisposesOfTheStore()
    {
        var late = new TaskCompletionSource<FakeConnection>();
        var lazy = new LazyStore<FakeConnection>(_ => new ValueTask<FakeConnection>(late.Task));
        Task<FakeConnection> waits = lazy.GetAsync(Token).AsTask();
        Task disposal = lazy.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);

        var store = new FakeConnection(1);
        late.SetResult(store);

        await disposal;
        Assert.True(store.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waits);
    }

    [Fact]
    public async Task DisposeAsync_OpeningHangs_EndsAtTheDeadline()
    {
        var time = new ManualTimeProvider();
        var never = new TaskCompletionSource<FakeConnection>();
        var lazy = new LazyStore<FakeConnection>(_ => new ValueTask<FakeConnection>(never.Task), time);
        Task<FakeConnection> waits = lazy.GetAsync(Token).AsTask();
        Task disposal = lazy.DisposeAsync().AsTask();

        time.Advance(TimeSpan.FromSeconds(30));

        await disposal;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waits);
        var store = new FakeConnection(1);
        never.SetResult(store);
        await PoolRegressionTests.UntilAsync(() => store.IsClosed);
    }

    private LazyStore<FakeConnection> Lazy() => new(token =>
    {
        var opening = new TaskCompletionSource<FakeConnection>();
        token.Register(() => opening.TrySetCanceled(token));
        _openings.Enqueue(opening);
        Interlocked.Increment(ref _opened);
        return new ValueTask<FakeConnection>(opening.Task);
    });
}
