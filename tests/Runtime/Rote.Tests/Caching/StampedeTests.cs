using Rote.Caching;
using Rote.Generated;

namespace Rote.Tests.Caching;

/// <summary>
/// A hundred thousand callers on one cold key, on many threads, most of whom may leave: one load for each generation, and who
/// stays is served.
/// </summary>
public sealed class StampedeTests : IDisposable
{
    private const int Callers = 100_000;
    private const int Workers = 8;
    private const int Hot = 1;
    private const int Warm = 2;

    private readonly DecoratorContext _context = new("ITest", null);
    private readonly CacheRegion<int, long> _region;
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _loads = [];
    private readonly int[] _loadsOf = new int[Warm + 1];
    private int _generation = 1;

    public StampedeTests()
        => _region = _context.Cache<int, long>(
            new CachePolicy { Region = "r" },
            new CacheFunctions<int, long> { Tags = static key => [new CacheTag("t", $"{key}")] });

    public void Dispose() => _context.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(900)]
    [InlineData(990)]
    [InlineData(999)]
    public async Task ColdKey_OneGeneration_IsLoadedOnce(int leavingPerMille)
    {
        List<Caller> callers = await StampedeAsync(Callers, leavingPerMille);
        Assert.Equal(2, _loads.Count);

        await LandAsync(callers, new Random(leavingPerMille));
        await CheckAsync(callers, generation: 1);

        Assert.Equal([0, 1, 1], _loadsOf);
        Assert.Equal(0, _region.LoadsInFlight);
        Assert.True(_region.TryGet(Hot, out long kept));
        Assert.Equal(ValueOf(Hot, 1), kept);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(900)]
    [InlineData(999)]
    public async Task ColdKey_InvalidatedUnderItsCallers_IsLoadedOncePerGeneration(int leavingPerMille)
    {
        const int Generations = 5;
        var generations = new List<List<Caller>>();
        for (int generation = 1; generation <= Generations; generation++)
        {
            generations.Add(await StampedeAsync(Callers / Generations, leavingPerMille));
            Assert.Equal(generation, _loadsOf[Hot]);
            _generation++;
            Invalidate(generation);
        }

        await LandAsync([.. generations.SelectMany(callers => callers)], new Random(leavingPerMille));
        for (int generation = 1; generation <= Generations; generation++)
        {
            await CheckAsync(generations[generation - 1], generation);
        }

        Assert.Equal([0, Generations, Generations], _loadsOf);
        Assert.Equal(0, _region.LoadsInFlight);
        Assert.False(_region.TryGet(Hot, out _));
    }

    private static long ValueOf(int key, int generation) => (generation * 10) + key;

    /// <summary>Every way to drop both keys, in turn.</summary>
    private void Invalidate(int way)
    {
        switch (way % 4)
        {
            case 0:
                _region.Invalidate(Hot);
                _region.Invalidate(Warm);
                break;
            case 1:
                _context.Invalidate(new CacheTag("t"));
                break;
            case 2:
                _region.InvalidateAll();
                break;
            default:
                _context.InvalidateAll();
                break;
        }
    }

    /// <summary>Begins the calls. The first two stay, so that no load is abandoned; of the others, some leave.</summary>
    private async Task<List<Caller>> StampedeAsync(int count, int leavingPerMille)
    {
        var callers = new List<Caller> { Call(way: 0, leaves: false), Call(way: 2, leaves: false) };
        List<Caller>[] begun = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() =>
        {
            var random = new Random((leavingPerMille * Workers) + worker);
            var mine = new List<Caller>(count / Workers);
            for (int i = 0; i < count / Workers; i++)
            {
                Caller caller = Call(random.Next(4), leaves: random.Next(1000) < leavingPerMille);
                mine.Add(caller);
                Caller leaving = mine[random.Next(mine.Count)];
                if (random.Next(2) == 0)
                {
                    leaving.Leave();
                }
            }

            return mine;
        })));
        callers.AddRange(begun.SelectMany(mine => mine));
        return callers;
    }

    /// <summary>Lets the loads end, in any order, while the last of those who leave do so.</summary>
    private async Task LandAsync(List<Caller> callers, Random random)
    {
        TaskCompletionSource[] loads = [.. _loads];
        random.Shuffle(loads);
        var leaving = Task.Run(() => callers.ForEach(static caller => caller.Leave()));
        foreach (TaskCompletionSource load in loads)
        {
            load.SetResult();
            await Task.Yield();
        }

        await leaving;
    }

    private static async Task CheckAsync(List<Caller> callers, int generation)
    {
        int served = 0;
        foreach (Caller caller in callers)
        {
            try
            {
                Assert.Equal(ValueOf(Hot, generation), await caller.Answer);
                served++;
            }
            catch (OperationCanceledException left) when (caller.Token.IsCancellationRequested)
            {
                Assert.Equal(caller.Token, left.CancellationToken);
            }
        }

        Assert.True(served >= callers.Count(static caller => !caller.Token.IsCancellationRequested));
    }

    private Caller Call(int way, bool leaves)
    {
        CancellationTokenSource? source = leaves ? new CancellationTokenSource() : null;
        CancellationToken token = source?.Token ?? CancellationToken.None;
        Task<long> answer = way switch
        {
            0 => _region.LoadAsync(Hot, this, static (test, key, _) => test.LoadAsync(key), token).AsTask(),
            1 => _region.TryGetTask(Hot, out Task<long>? kept)
                ? kept
                : _region.LoadAsync(Hot, this, static (test, key, _) => test.LoadAsync(key), token).AsTask(),
            2 => ManyAsync([Hot, Warm], 0, token),
            _ => ManyAsync([Warm, Hot, Hot], 2, token),
        };
        return new Caller(answer, source, token);
    }

    private async Task<long> ManyAsync(int[] keys, int index, CancellationToken token)
    {
        IReadOnlyList<long> values = await _region.LoadManyAsync(
            keys, this, static (_, key) => key, static (test, missing, _) => test.LoadManyAsync(missing), token);
        return values[index];
    }

    private async ValueTask<long> LoadAsync(int key)
    {
        int generation = _generation;
        await LandedAsync([key]);
        return ValueOf(key, generation);
    }

    private async ValueTask<IReadOnlyList<long>> LoadManyAsync(int[] keys)
    {
        int generation = _generation;
        await LandedAsync(keys);
        return [.. keys.Select(key => ValueOf(key, generation))];
    }

    private Task LandedAsync(int[] keys)
    {
        var landed = new TaskCompletionSource();
        lock (_gate)
        {
            _loads.Add(landed);
            foreach (int key in keys)
            {
                _loadsOf[key]++;
            }
        }

        return landed.Task;
    }

    private sealed record Caller(Task<long> Answer, CancellationTokenSource? Source, CancellationToken Token)
    {
        public void Leave() => Source?.Cancel();
    }
}
