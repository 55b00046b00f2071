using Rote.Caching;
using Rote.Execution;
using Rote.Generated;

namespace Rote.Allocation.Tests;

/// <summary>What a miss allocates, whether its load is there at once or later: four objects, counted one by one.</summary>
public sealed class CacheMissAllocationTests : IDisposable
{
    private static readonly AsyncLocal<object?> Local = new();
    private static readonly object Mark = new();

    private readonly DecoratorContext _context = new("ITest", null);
    private readonly CacheRegion<int, string> _region;
    private int _next;

    /// <summary>One entry, so that each newcomer makes the last one go, and no array grows.</summary>
    public CacheMissAllocationTests()
        => _region = _context.Cache<int, string>(new CachePolicy { Region = "misses", MaxEntries = 1 });

    /// <summary>The entry: key, value, its place in its queue, and its times.</summary>
    private static long OfEntry => Allocations.OfOne(static () =>
    {
        int key = 1;
        GC.KeepAlive(new CacheEntry<int, string>(in key, "v", new EntryFacts(1, 0, [], 1, 0, 1, 1, false)));
    });

    /// <summary>The execution context that says which load runs, and its map of one value.</summary>
    private static long OfContext => Allocations.OfOne(static () => CleanContext.Run(static _ => Local.Value = Mark, null));

    [Fact]
    public void LoadAsync_MissThatIsThereAtOnce_AllocatesFlightEntryAndContext()
    {
        long flight = Allocations.OfOne(static () =>
        {
            int key = 1;
            GC.KeepAlive(new SingleLoad<int, string, int>(null!, in key, 1, 0, static (_, _, _) => new ValueTask<string>("v")));
        });
        long miss = Allocations.OfOne(() =>
        {
            ValueTask<string> call = _region.LoadAsync(_next++, 0, static (_, _, _) => new ValueTask<string>("v"), default);
            Assert.True(call.IsCompletedSuccessfully);
        });

        Assert.Equal(flight + OfEntry + OfContext, miss);
    }

    [Fact]
    public void Load_SynchronousMiss_AllocatesFlightEntryAndContext()
    {
        long flight = Allocations.OfOne(static () =>
        {
            int key = 1;
            GC.KeepAlive(new SynchronousLoad<int, string, int>(null!, in key, 1, 0, static (_, _) => "v"));
        });
        long miss = Allocations.OfOne(() => GC.KeepAlive(_region.Load(_next++, 0, static (_, _) => "v")));

        Assert.Equal(flight + OfEntry + OfContext, miss);
    }

    /// <summary>The waiter and the wait for the store are made once and used again.</summary>
    [Fact]
    public void LoadAsync_MissThatIsThereLater_AllocatesTheSame()
    {
        long flight = Allocations.OfOne(static () =>
        {
            int key = 1;
            GC.KeepAlive(new SingleLoad<int, string, LaterAnswer>(null!, in key, 1, null!, static (_, _, _) => default));
        });
        var answer = new LaterAnswer();
        long miss = Allocations.OfMiddle(() =>
        {
            ValueTask<string> call = _region.LoadAsync(_next++, answer, static (later, _, _) => later.Ask(), default);
            Assert.False(call.IsCompleted);
            answer.Give("v");
            SpinWait wait = default;
            while (!call.IsCompleted)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }

            GC.KeepAlive(call.Result);
        });

        Assert.Equal(flight + OfEntry + OfContext, miss);
    }

    public void Dispose() => _context.Dispose();
}
