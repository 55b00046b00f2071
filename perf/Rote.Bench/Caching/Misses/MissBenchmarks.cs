using BenchmarkDotNet.Attributes;

namespace Rote.Bench.Caching.Misses;

/// <summary>What does a miss cost beyond the inner call, where that answers at once and where it yields?</summary>
/// <remarks>Every call asks for a new key; the region is full, so that each miss also evicts.</remarks>
[MemoryDiagnoser]
public class MissBenchmarks
{
    private const int Calls = 1_000;
    private const int Full = 20_000;
    private const string User = "user001";

#pragma warning disable CA1859 // The question is the cost through the interface.
    private readonly IMissStore _ready = new ReadyStore();
    private readonly IMissStore _yielding = new YieldingStore();
    private readonly IMissStore _readyCached = new ReadyStore().Decorate();
    private readonly IMissStore _yieldingCached = new YieldingStore().Decorate();
#pragma warning restore CA1859
    private long _id;

    [GlobalSetup]
    public async Task FillAsync()
    {
        for (var index = 0; index < Full; index++)
        {
            await _readyCached.GetAsync(User, _id++);
            await _yieldingCached.GetAsync(User, _id++);
        }
    }

    [Benchmark(Baseline = true, Description = "inner call, at once", OperationsPerInvoke = Calls)]
    public Task Ready() => AskAsync(_ready);

    [Benchmark(Description = "miss, at once", OperationsPerInvoke = Calls)]
    public Task ReadyMiss() => AskAsync(_readyCached);

    [Benchmark(Description = "inner call, yielding", OperationsPerInvoke = Calls)]
    public Task Yielding() => AskAsync(_yielding);

    [Benchmark(Description = "miss, yielding", OperationsPerInvoke = Calls)]
    public Task YieldingMiss() => AskAsync(_yieldingCached);

    private async Task AskAsync(IMissStore store)
    {
        for (var call = 0; call < Calls; call++)
        {
            await store.GetAsync(User, _id++);
        }
    }
}
