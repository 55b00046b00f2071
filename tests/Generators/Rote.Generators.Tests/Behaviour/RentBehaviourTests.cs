using System.Collections.Concurrent;
using Rote.Pooling;

namespace Rote.Generators.Tests.Behaviour;

/// <summary>Generated decorators over a pool, and over a store that is opened at its first use.</summary>
public sealed class RentBehaviourTests : IAsyncDisposable
{
    private const int MaxConnections = 4;

    private readonly ConcurrentQueue<string> _calls = [];
    private readonly ConcurrentQueue<LedgerSession> _sessions = [];
    private readonly ConnectionPool<ILedger> _pool;
    private readonly LedgerDecorator _ledger;
    private int _opened;

    public RentBehaviourTests()
    {
        _pool = new ConnectionPool<ILedger>(_ => new ValueTask<ILedger>(Open()), new() { MaxConnections = MaxConnections });
        _ledger = _pool.Decorate();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _pool.DisposeAsync();
        Assert.All(_sessions, session => Assert.False(session.WasShared));
    }

    [Fact]
    public void Pooled_NothingCalled_OpensNothing() => Assert.Equal(0, _pool.GetStatistics().Opened);

    [Fact]
    public async Task Pooled_CacheHit_RentsNothing()
    {
        await _ledger.GetAsync(1, Token);
        PoolLease<ILedger>[] all = await RentAllAsync();

        Assert.Equal("1", await _ledger.GetAsync(1, Token));

        Assert.Equal(["1: get 1"], _calls);
        Array.ForEach(all, lease => lease.Dispose());
    }

    [Fact]
    public async Task Pooled_ConcurrentCalls_NeverShareAStoreAndStayWithinTheMaximum()
    {
        string[] results = await Task.WhenAll(Enumerable.Range(0, 100).Select(id => _ledger.GetAsync(id, Token)));

        Assert.Equal(Enumerable.Range(0, 100).Select(id => $"{id}"), results);
        Assert.InRange(_sessions.Count, 1, MaxConnections);
        Assert.Equal(0, _pool.GetStatistics().Rented);
    }

    [Fact]
    public async Task Pooled_BatchedCalls_RentOncePerBatch()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (PoolLease<ILedger> lease = await _pool.RentAsync(Token))
        {
            ((LedgerSession)lease.Connection).Gate = gate.Task;
        }

        Task[] writes = [.. Enumerable.Range(0, 50).Select(line => _ledger.WriteAsync($"{line}", Token).AsTask())];
        Assert.Equal(1, _pool.GetStatistics().Rented);
        gate.SetResult();
        await Task.WhenAll(writes);

        Assert.Equal(
            Enumerable.Range(0, 50).Select(line => $"{line}"),
            _calls.SelectMany(call => call[(call.LastIndexOf(' ') + 1)..].Split(',')).OrderBy(int.Parse));
        Assert.InRange(_calls.Count, 1, 6);
    }

    [Fact]
    public async Task Pooled_CallFails_StoreIsGivenBack()
    {
        await Assert.ThrowsAsync<IOException>(_ledger.FailAsync);

        Assert.Equal(0, _pool.GetStatistics().Rented);
    }

    /// <summary>
    /// A server that restarts breaks every connection. In a busy pool none is ever unused for long enough to be checked for
    /// that alone.
    /// </summary>
    [Fact]
    public async Task Pooled_CallFails_StoreIsCheckedBeforeTheNextCall()
    {
        List<int> broken = [];
        List<int> asked = [];
        await using var pool = new ConnectionPool<ILedger>(
            new ConnectionFunctions<ILedger>
            {
                Open = _ => new ValueTask<ILedger>(Open()),
                IsHealthy = (store, _) =>
                {
                    asked.Add(store.Session);
                    return new ValueTask<bool>(!broken.Contains(store.Session));
                },
            },
            new() { HealthCheckAfter = TimeSpan.FromDays(1) });
        await using LedgerDecorator ledger = pool.Decorate();
        int first = ledger.Session;

        await Assert.ThrowsAsync<IOException>(ledger.FailAsync);
        Assert.Equal(first, ledger.Session);
        Assert.Equal([first], asked);
        broken.Add(first);
        await foreach (int item in ledger.ReadAsync(100, Token))
        {
            break;
        }

        Assert.NotEqual(first, ledger.Session);
        Assert.Equal([first, first], asked);
        Assert.Equal(1, pool.GetStatistics().Open);
    }

    [Fact]
    public async Task Pooled_Stream_HoldsItsStoreUntilItWasRead()
    {
        IAsyncEnumerable<int> stream = _ledger.ReadAsync(3, Token);
        Assert.Equal(0, _pool.GetStatistics().Rented);
        var items = new List<int>();
        await foreach (int item in stream)
        {
            Assert.Equal(1, _pool.GetStatistics().Rented);
            items.Add(item);
        }

        Assert.Equal([0, 1, 2], items);
        Assert.Equal(0, _pool.GetStatistics().Rented);
    }

    [Fact]
    public async Task Pooled_StreamLeftEarly_StoreIsGivenBack()
    {
        await foreach (int item in _ledger.ReadAsync(100, CancellationToken.None).WithCancellation(Token))
        {
            if (item == 2)
            {
                break;
            }
        }

        Assert.Equal(0, _pool.GetStatistics().Rented);
    }

    [Fact]
    public async Task Pooled_StreamCancelledByItsReader_EndsAndGivesBack()
    {
        using var leaving = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int item in _ledger.ReadAsync(100, CancellationToken.None).WithCancellation(leaving.Token))
            {
                await leaving.CancelAsync();
            }
        });

        Assert.Equal(0, _pool.GetStatistics().Rented);
    }

    [Fact]
    public void Pooled_Sequence_IsReadWhileItsStoreIsRented()
    {
        IEnumerable<int> list = _ledger.List(3);

        Assert.Equal(0, _pool.GetStatistics().Rented);
        Assert.Equal([0, 1, 2], list);
        Assert.Equal([0, 1, 2], list);
        Assert.Equal(["1: list 3"], _calls);
    }

    [Fact]
    public void Pooled_SynchronousMembers_RentAndGiveBack()
    {
        Assert.True(_ledger.TryFind("abc", out int id));

        Assert.Equal(3, id);
        Assert.Equal(1, _ledger.Session);
        Assert.Equal(0, _pool.GetStatistics().Rented);
    }

    [Fact]
    public async Task Pooled_AllRented_CallWaitsAndCanBeCancelled()
    {
        PoolLease<ILedger>[] all = await RentAllAsync();
        using var leaving = new CancellationTokenSource();
        Task<string> call = _ledger.GetAsync(1, leaving.Token);
        Assert.False(call.IsCompleted);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Array.ForEach(all, lease => lease.Dispose());
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task OpenedLazily_ManyFirstCalls_OpenOnce()
    {
        int opened = 0;
        await using var lazy = new LazyStore<ILedger>(async _ =>
        {
            Interlocked.Increment(ref opened);
            await Task.Yield();
            return Open();
        });
        await using LedgerDecorator ledger = lazy.Decorate();
        Assert.Equal(0, opened);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async id => Assert.Equal($"{id}", await ledger.GetAsync(id, Token))));

        Assert.Equal(1, opened);
        Assert.Equal(1, ledger.Session);
        Assert.True(ledger.TryFind("ab", out int found));
        Assert.Equal(2, found);
        Assert.Equal([0, 1], await ledger.ReadAsync(2, Token).ToListAsync(Token));
        Assert.Equal([0, 1, 2], ledger.List(3));
        _sessions.Clear();
    }

    [Fact]
    public async Task OpenedLazily_OpeningFails_NextCallOpensAnew()
    {
        int opened = 0;
        await using var lazy = new LazyStore<ILedger>(
            _ => ++opened == 1 ? throw new IOException("locked") : new ValueTask<ILedger>(Open()));
        await using LedgerDecorator ledger = lazy.Decorate();

        await Assert.ThrowsAsync<IOException>(() => ledger.GetAsync(1, Token));

        Assert.Equal("1", await ledger.GetAsync(1, Token));
    }

    private async Task<PoolLease<ILedger>[]> RentAllAsync()
    {
        var leases = new PoolLease<ILedger>[MaxConnections];
        for (int i = 0; i < leases.Length; i++)
        {
            leases[i] = await _pool.RentAsync(Token);
        }

        return leases;
    }

    private LedgerSession Open()
    {
        var session = new LedgerSession(Interlocked.Increment(ref _opened), _calls);
        _sessions.Enqueue(session);
        return session;
    }
}
