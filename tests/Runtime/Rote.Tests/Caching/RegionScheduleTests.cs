using Rote.Caching;
using Rote.Generated;

namespace Rote.Tests.Caching;

/// <summary>
/// Thousands of short random schedules over one region. The oracle: a call that begins after an invalidation never gets a value
/// that was read before it. Each seed replays.
/// </summary>
public sealed class RegionScheduleTests
{
    private const int Keys = 3;
    private const int Steps = 40;

    [Theory]
    [InlineData(1, 3000)]
    [InlineData(2, 3000)]
    public async Task Schedule_RandomLoadsCancellationsAndInvalidations_NeverServesAStaleValue(int firstSeed, int schedules)
    {
        for (int i = 0; i < schedules; i++)
        {
            int seed = (firstSeed * 1_000_000) + i;
            await new Schedule(seed).RunAsync();
        }
    }

    [Fact]
    public async Task Threads_RandomLoadsAndInvalidations_NeverServeAStaleValue()
    {
        using var context = new DecoratorContext("ITest", null);
        CacheRegion<int, long> region = context.Cache<int, long>(
            new CachePolicy { Region = "r" }, new() { Tags = key => [new CacheTag("t", $"{key}")] });
        long[] written = new long[Keys];
        long[] invalidated = new long[Keys];
        Task[] workers = [.. Enumerable.Range(0, 8).Select(worker => Task.Run(() => WorkAsync(new Random(worker))))];
        await Task.WhenAll(workers);

        Assert.Equal(0, region.LoadsInFlight);

        async Task WorkAsync(Random random)
        {
            for (int i = 0; i < 20_000; i++)
            {
                int key = random.Next(Keys);
                if (random.Next(10) == 0)
                {
                    long version = Interlocked.Increment(ref written[key]);
                    Invalidate(context, region, random.Next(3), key);
                    RaiseTo(ref invalidated[key], version);
                    continue;
                }

                long floor = Volatile.Read(ref invalidated[key]);
                long value = await ReadAsync(region, written, key, random.Next(4));
                Assert.True(value >= floor, $"key {key}: {value} is older than {floor}");
            }
        }
    }

    private static async ValueTask<long> ReadAsync(CacheRegion<int, long> region, long[] written, int key, int way)
    {
        if (region.TryGet(in key, out long kept))
        {
            return kept;
        }

        return way switch
        {
            0 => region.Load(key, written, static (state, key) => Volatile.Read(ref state[key])),
            1 => (await region.LoadManyAsync<int, long[]>(
                [key, (key + 1) % Keys],
                written,
                static (_, key) => key,
                static (state, keys, _)
                    => new ValueTask<IReadOnlyList<long>>([.. keys.Select(key => Volatile.Read(ref state[key]))]),
                CancellationToken.None))[0],
            2 => await region.LoadAsync(
                key,
                written,
                static (state, key, _) => new ValueTask<long>(Volatile.Read(ref state[key])),
                CancellationToken.None),
            _ => await region.LoadAsync(
                key,
                written,
                static async (state, key, _) =>
                {
                    long value = Volatile.Read(ref state[key]);
                    await Task.Yield();
                    return value;
                },
                CancellationToken.None),
        };
    }

    private static void Invalidate(DecoratorContext context, CacheRegion<int, long> region, int way, int key)
    {
        switch (way)
        {
            case 0:
                region.Invalidate(in key);
                break;
            case 1:
                context.Invalidate(new CacheTag("t", $"{key}"));
                break;
            default:
                region.InvalidateAll();
                break;
        }
    }

    private static void RaiseTo(ref long target, long value)
    {
        long seen = Volatile.Read(ref target);
        while (value > seen)
        {
            long before = Interlocked.CompareExchange(ref target, value, seen);
            seen = before == seen ? value : before;
        }
    }

    private sealed class Schedule(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly long[] _version = new long[Keys];
        private readonly List<(TaskCompletionSource Gate, CancellationToken Token)> _gates = [];
        private readonly List<(Task<long> Call, long Floor)> _calls = [];
        private readonly List<CancellationTokenSource> _callers = [];

        public async Task RunAsync()
        {
            using var context = new DecoratorContext("ITest", null);
            CacheRegion<int, long> region = context.Cache<int, long>(
                new CachePolicy { Region = "r" }, new() { Tags = static key => [new CacheTag("t", $"{key}")] });
            for (int step = 0; step < Steps; step++)
            {
                Step(context, region);
            }

            foreach ((TaskCompletionSource gate, _) in _gates)
            {
                gate.TrySetResult();
            }

            foreach ((Task<long> call, long floor) in _calls)
            {
                await CheckAsync(call, floor);
            }

            Assert.Equal(0, region.LoadsInFlight);
        }

        private void Step(DecoratorContext context, CacheRegion<int, long> region)
        {
            int key = _random.Next(Keys);
            switch (_random.Next(10))
            {
                case < 4:
                    Read(region, key);
                    break;
                case < 5:
                    ReadMany(region, key);
                    break;
                case < 7 when _gates.Count > 0:
                    Land();
                    break;
                case < 8 when _callers.Count > 0:
                    // The caller leaves; the load goes on unless it was the last.
                    _callers[_random.Next(_callers.Count)].Cancel();
                    break;
                default:
                    Write(context, region, key);
                    break;
            }
        }

        private void Read(CacheRegion<int, long> region, int key)
        {
            long floor = _version[key];
            if (region.TryGet(in key, out long kept))
            {
                Assert.True(kept >= floor, $"seed {seed}: hit {kept} is older than {floor}");
                return;
            }

            var caller = new CancellationTokenSource();
            _callers.Add(caller);
            Task<long> call = region
                .LoadAsync(key, this, static (schedule, key, token) => schedule.LoadAsync(key, token), caller.Token)
                .AsTask();
            _calls.Add((call, floor));
        }

        private void ReadMany(CacheRegion<int, long> region, int key)
        {
            var caller = new CancellationTokenSource();
            _callers.Add(caller);
            int[] keys = [key, (key + 1) % Keys, key];
            Task<IReadOnlyList<long>> call = region
                .LoadManyAsync(
                    keys,
                    this,
                    static (_, key) => key,
                    static (schedule, keys, token) => schedule.LoadManyAsync(keys, token),
                    caller.Token)
                .AsTask();
            _calls.Add((Pick(call, 0), _version[keys[0]]));
            _calls.Add((Pick(call, 1), _version[keys[1]]));
            _calls.Add((Pick(call, 2), _version[keys[2]]));
        }

        private static async Task<long> Pick(Task<IReadOnlyList<long>> call, int index) => (await call)[index];

        private void Land()
        {
            int index = _random.Next(_gates.Count);
            (TaskCompletionSource gate, CancellationToken token) = _gates[index];
            _gates.RemoveAt(index);
            switch (_random.Next(6))
            {
                case 0:
                    gate.SetException(new FormatException("boom"));
                    break;
                case 1 when token.IsCancellationRequested:
                    gate.SetCanceled(token);
                    break;
                default:
                    gate.SetResult();
                    break;
            }
        }

        private void Write(DecoratorContext context, CacheRegion<int, long> region, int key)
        {
            _version[key]++;
            switch (_random.Next(5))
            {
                case 0:
                    context.Invalidate(new CacheTag("t", $"{key}"));
                    break;
                case 1:
                    context.Invalidate(new CacheTag("t"));
                    break;
                case 2:
                    region.InvalidateAll();
                    break;
                case 3:
                    context.InvalidateAll();
                    break;
                default:
                    region.Invalidate(in key);
                    break;
            }
        }

        /// <summary>The store is read at the start of the load, the worst moment.</summary>
        private async ValueTask<long> LoadAsync(int key, CancellationToken token)
        {
            long value = _version[key];
            await GateAsync(token);
            return value;
        }

        private async ValueTask<IReadOnlyList<long>> LoadManyAsync(int[] keys, CancellationToken token)
        {
            long[] values = [.. keys.Select(key => _version[key])];
            await GateAsync(token);
            return values;
        }

        private Task GateAsync(CancellationToken token)
        {
            var gate = new TaskCompletionSource();
            _gates.Add((gate, token));
            return gate.Task;
        }

        private async Task CheckAsync(Task<long> call, long floor)
        {
            try
            {
                long value = await call;
                Assert.True(value >= floor, $"seed {seed}: {value} is older than {floor}");
            }
            catch (Exception error) when (error is FormatException or OperationCanceledException)
            {
                // Drawn by the schedule: a failed load, or a caller that left.
            }
        }
    }
}
