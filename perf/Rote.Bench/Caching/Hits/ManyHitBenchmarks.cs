using BenchmarkDotNet.Attributes;

namespace Rote.Bench.Caching.Hits;

/// <summary>What do 100 hits of one call cost, beside 100 calls with a hit each? Only the list is allocated.</summary>
/// <remarks>The rows ask for the same 100 of 1,000 entries, in a shuffled order, and pass the stored strings.</remarks>
[MemoryDiagnoser]
#pragma warning disable ROTE1001 // Many single calls are what one call is held against.
public class ManyHitBenchmarks
{
    /// <summary>Keys of one call.</summary>
    public const int Keys = 100;

    private const int Entries = 1_000;
    private const int Seed = 1;
    private const string User = "user001";

    private readonly CountingStore _store = new();
#pragma warning disable CA1859 // The question is the cost through the interface.
    private INotePages _decorated = null!;
#pragma warning restore CA1859
    private string[] _ids = [];

    [GlobalSetup]
    public async Task FillAsync()
    {
        _decorated = ((INotePages)_store).Decorate();
        string[] all = [.. NoteRequest.Make(Entries).Select(request => request.Id)];
        foreach (var id in all)
        {
            await _decorated.GetAsync(User, id);
        }

        new Random(Seed).Shuffle(all);
        _ids = all[..Keys];
    }

    [Benchmark(Baseline = true, Description = "100 calls, a hit each")]
    public int Singles()
    {
        var found = 0;
        foreach (var id in _ids)
        {
            found += Completed.Result(_decorated.GetAsync(User, id)) is null ? 0 : 1;
        }

        return found;
    }

    [Benchmark(Description = "one call, 100 hits")]
    public IReadOnlyList<string?> Many() => Completed.Result(_decorated.GetManyAsync(User, _ids));

    [Benchmark(Description = "the list alone")]
    public IReadOnlyList<string?> ListAlone() => new string?[_ids.Length];

    [GlobalCleanup]
    public void Check()
    {
        if (_store.Reads != Entries)
        {
            throw new InvalidOperationException($"{_store.Reads} reads of the store instead of {Entries}: not all were hits.");
        }
    }
}
