using System.Globalization;
using Rote.Pooling;

namespace Rote.Tests.Pooling;

/// <summary>
/// Real threads over one pool that cancels, fails, recycles and is cleared all the time. <c>ROTE_POOL_RENTS</c>: how many rents.
/// </summary>
public sealed class PoolStressTests(ITestOutputHelper output)
{
    private const int UsualRents = 200_000;
    private const int Agents = 16;
    private const int MaxConnections = 5;
    private const int CancelledPercent = 30;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rents_ThirtyPercentCancelled_NeverTwoOwnersAndNoPermitLost()
    {
        int rents = int.Parse(
            Environment.GetEnvironmentVariable("ROTE_POOL_RENTS") is { Length: > 0 } text ? text : $"{UsualRents}",
            CultureInfo.InvariantCulture);
        var run = new Run();
        long began = TimeProvider.System.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(1, Agents)
            .Select(seed => Task.Run(() => run.AgentAsync(seed, rents / Agents), Token)));

        Assert.Null(run.Broken);
        await PoolRegressionTests.UntilAsync(() => run.Pool.GetStatistics() is { Rented: 0, Opening: 0, Waiting: 0 });
        run.Fails = false;
        await PoolAssert.HoldsAllPermitsAsync(run.Pool, MaxConnections);
        PoolStatistics at = run.Pool.GetStatistics();
        await run.Pool.DisposeAsync();
        Assert.Equal(0, run.Pool.GetStatistics().Open);
        output.WriteLine($"{run.Rented} rented, {run.Cancelled} cancelled, {run.Failed} failed in "
            + $"{TimeProvider.System.GetElapsedTime(began)}: {at}");
        Assert.True(run.Rented > 0 && run.Cancelled > 0 && at.Failed > 0 && at.Closed > 0, at.ToString());
    }

    private sealed class Run
    {
        private const int ChecksEvery = 64;

        private int _ids;
        private int _rented;
        private int _cancelled;
        private int _failed;

        public Run() => Pool = new ConnectionPool<FakeConnection>(
            OpenAsync,
            new() { MaxConnections = MaxConnections, MaxOperations = 500, RentTimeout = TimeSpan.FromSeconds(60), Seed = 1 });

        public ConnectionPool<FakeConnection> Pool { get; }

        public bool Fails { get; set; } = true;

        public string? Broken { get; private set; }

        public int Rented => _rented;

        public int Cancelled => _cancelled;

        public int Failed => _failed;

        public async Task AgentAsync(int seed, int rents)
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
}
