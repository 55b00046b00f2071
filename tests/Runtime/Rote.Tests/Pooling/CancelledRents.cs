using Rote.Pooling;

namespace Rote.Tests.Pooling;

/// <summary>
/// Agents that rent from one small pool, of whom some leave, while openings fail and connections are retired and cleared.
/// </summary>
internal sealed class CancelledRents
{
    public const int MaxConnections = 5;

    private const int Agents = 16;
    private const int CancelledPercent = 30;
    private const int ChecksEvery = 64;

    private int _ids;
    private int _rented;
    private int _cancelled;
    private int _failed;

    public CancelledRents() => Pool = new ConnectionPool<FakeConnection>(
        OpenAsync,
        new() { MaxConnections = MaxConnections, MaxOperations = 500, RentTimeout = TimeSpan.FromSeconds(60), Seed = 1 });

    public ConnectionPool<FakeConnection> Pool { get; }

    /// <summary>Whether openings fail now and then.</summary>
    public bool Fails { get; set; } = true;

    /// <summary>The rule that was broken first; <see langword="null"/> for none.</summary>
    public string? Broken { get; private set; }

    public int Rented => _rented;

    public int Cancelled => _cancelled;

    public int Failed => _failed;

    /// <summary>Rents so often, all agents together.</summary>
    public Task RunAsync(int rents)
        => Task.WhenAll(Enumerable.Range(1, Agents).Select(seed => Task.Run(() => AgentAsync(seed, rents / Agents))));

    private async Task AgentAsync(int seed, int rents)
    {
        var random = new Random(seed);
        for (int i = 0; i < rents && Broken is null; i++)
        {
            await RentAsync(random);
            if (i % ChecksEvery == 0)
            {
                Check(Pool.GetStatistics());
            }
        }
    }

    private async Task RentAsync(Random random)
    {
        using CancellationTokenSource? leaving = random.Next(100) < CancelledPercent ? new CancellationTokenSource() : null;
        ValueTask<PoolLease<FakeConnection>> rent = Pool.RentAsync(leaving?.Token ?? CancellationToken.None);
        Task cancelling = leaving is null ? Task.CompletedTask
            : random.Next(2) == 0 ? leaving.CancelAsync()
            : Task.Run(leaving.Cancel);
        try
        {
            await UseAsync(await rent, random);
            Interlocked.Increment(ref _rented);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _cancelled);
        }
        catch (IOException)
        {
            Interlocked.Increment(ref _failed);
        }

        await cancelling;
    }

    private async Task UseAsync(PoolLease<FakeConnection> lease, Random random)
    {
        FakeConnection connection = lease.Connection;
        connection.Enter();
        if (random.Next(4) == 0)
        {
            await Task.Yield();
        }

        connection.Leave();
        if (random.Next(200) == 0)
        {
            lease.Retire();
        }

        if (random.Next(2_000) == 0)
        {
            Pool.Clear();
        }

        Broken ??= connection.Misuse;
        lease.Dispose();
    }

    private void Check(PoolStatistics at)
    {
        if (at.Open != at.Idle + at.Rented + at.Opening
            || at.Opened - at.Closed != at.Idle + at.Rented
            || at.Open > MaxConnections
            || (at.Waiting > 0 && at.Idle > 0))
        {
            Broken = at.ToString();
        }
    }

    private async ValueTask<FakeConnection> OpenAsync(CancellationToken cancellationToken)
    {
        int id = Interlocked.Increment(ref _ids);
        if (id % 2 == 0)
        {
            await Task.Yield();
        }

        return Fails && id % 9 == 0 ? throw new IOException("down") : new FakeConnection(id);
    }
}
