using System.Globalization;
using Rote.Pooling;

namespace Rote.Tests.Pooling;

/// <summary>Random programs over one pool, one step at a time: after each step the rules hold. A seed says everything.</summary>
public sealed class PoolScheduleTests
{
    private const int Programs = 3_000;
    private const int Steps = 120;

    // Continuations of the test's own openings run in place, which a test framework's context would prevent.
    [Fact]
    public Task Programs_RandomSteps_KeepTheRules() => Task.Run(() =>
    {
        for (int seed = 1; seed <= Programs; seed++)
        {
            string? broken = new Program(seed).Run();
            Assert.True(broken is null, string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {broken}"));
        }
    }, TestContext.Current.CancellationToken);

    private sealed class Program
    {
        private readonly FakeServer _server = new() { Holds = true };
        private readonly Random _random;
        private readonly int _maxConnections;
        private readonly ConnectionPool<FakeConnection> _pool;
        private readonly List<(ValueTask<PoolLease<FakeConnection>> Rent, CancellationTokenSource Leaving)> _waiting = [];
        private readonly List<PoolLease<FakeConnection>> _leases = [];

        public Program(int seed)
        {
            _random = new Random(seed);
            _maxConnections = _random.Next(1, 5);
            _pool = _server.Pool(new()
            {
                MaxConnections = _maxConnections,
                MaxWaiting = 12,
                MaxOperations = _random.Next(3) == 0 ? 7 : 0,
                MaxAge = _random.Next(3) == 0 ? TimeSpan.FromSeconds(20) : Timeout.InfiniteTimeSpan,
                OpenTimeout = TimeSpan.FromSeconds(3),
                Seed = seed,
            });
        }

        public string? Run()
        {
            for (int i = 0; i < Steps; i++)
            {
                Step();
                if (Collect() is { } broken)
                {
                    return $"step {i}: {broken}";
                }
            }

            return Finish();
        }

        private void Step()
        {
            switch (_random.Next(10))
            {
                case 0 or 1 or 2:
                    var leaving = new CancellationTokenSource();
#pragma warning disable CA2012 // Looked at after each step, and consumed once: awaiting it would let a thread choose the order.
                    _waiting.Add((_pool.RentAsync(leaving.Token), leaving));
#pragma warning restore CA2012
                    break;
                case 3 or 4:
                    _server.Answer(_random.Next(4) == 0 ? new IOException("down") : null);
                    break;
                case 5 or 6 when _leases.Count > 0:
                    GiveBack(_random.Next(_leases.Count));
                    break;
                case 7 when _waiting.Count > 0:
                    _waiting[_random.Next(_waiting.Count)].Leaving.Cancel();
                    break;
                case 8:
                    _server.Time.Advance(TimeSpan.FromMilliseconds(_random.Next(4_000)));
                    break;
                case 9 when _random.Next(5) == 0:
                    _pool.Clear();
                    break;
            }
        }

        private void GiveBack(int index)
        {
            PoolLease<FakeConnection> lease = _leases[index];
            _leases.RemoveAt(index);
            lease.Connection.Leave();
            if (_random.Next(5) == 0)
            {
                lease.Retire();
            }

            lease.Dispose();
        }

        /// <summary>Takes what has ended, and looks whether that may be.</summary>
        private string? Collect()
        {
            bool waits = false;
            for (int i = 0; i < _waiting.Count; i++)
            {
                (ValueTask<PoolLease<FakeConnection>> rent, CancellationTokenSource leaving) = _waiting[i];
                if (!rent.IsCompleted)
                {
                    waits = true;
                    continue;
                }

                if (rent.IsCompletedSuccessfully)
                {
                    if (waits)
                    {
                        return "a caller overtook another";
                    }

                    PoolLease<FakeConnection> lease = rent.Result;
                    lease.Connection.Enter();
                    _leases.Add(lease);
                }
                else
                {
                    IgnoreFailure(rent);
                }

                leaving.Dispose();
                _waiting.RemoveAt(i--);
            }

            return Judge();
        }

        private string? Judge()
        {
            PoolStatistics at = _pool.GetStatistics();
            string? misuse = _leases.Select(lease => lease.Connection.Misuse).FirstOrDefault(text => text is not null);
            return misuse
                ?? (at.Open != at.Idle + at.Rented + at.Opening ? $"open is not the sum: {at}"
                    : at.Opened - at.Closed != at.Idle + at.Rented ? $"a connection is lost: {at}"
                    : at.Rented != _leases.Count ? $"{_leases.Count} leases: {at}"
                    : at.Waiting != _waiting.Count ? $"{_waiting.Count} wait: {at}"
                    : at.Open > _maxConnections ? $"too many: {at}"
                    : at.Waiting > 0 && at.Idle > 0 ? $"one waits while one is idle: {at}"
                    : at.Waiting > 0 && at.Opening == 0 && at.Open < _maxConnections ? $"nobody opens: {at}"
                    : null);
        }

        /// <summary>Lets everything end: every permit is there again.</summary>
        private string? Finish()
        {
            _waiting.ForEach(wait => wait.Leaving.Cancel());
            if (Collect() is { } broken)
            {
                return broken;
            }

            while (_leases.Count > 0)
            {
                GiveBack(0);
            }

            _server.Holds = false;
            while (_server.Pending > 0)
            {
                _server.Answer();
            }

            for (int i = 0; i < _maxConnections; i++)
            {
                ValueTask<PoolLease<FakeConnection>> rent = _pool.RentAsync(CancellationToken.None);
                if (!rent.IsCompletedSuccessfully)
                {
                    return $"permit {i} is lost: {_pool.GetStatistics()}";
                }

                _leases.Add(rent.Result);
                _leases[^1].Connection.Enter();
            }

            _pool.Dispose();
            return Judge();
        }

        private static void IgnoreFailure(ValueTask<PoolLease<FakeConnection>> rent)
            => Assert.True(
                Record.Exception(() => rent.Result) is OperationCanceledException or IOException or PoolExhaustedException
                    or TimeoutException);
    }
}
