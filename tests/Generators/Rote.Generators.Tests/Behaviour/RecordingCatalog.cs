using System.Runtime.CompilerServices;

namespace Rote.Generators.Tests.Behaviour;

/// <summary>A catalog of what is not negative. It records each call, and the token of the last.</summary>
internal sealed class RecordingCatalog : ICatalog
{
    private readonly List<string> _calls = [];

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Held by the test while calls have to stay in flight.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Thrown by streams after their first item.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The token that the last call was given.</summary>
    public CancellationToken LastToken { get; private set; }

    public async ValueTask<string?> GetAsync(int id, CancellationToken ct)
    {
        await RecordAsync($"Get {id}", ct);
        return id < 0 ? null : $"{id}";
    }

    public async Task<IReadOnlyDictionary<int, string>> GetManyAsync(IReadOnlyList<int> ids, CancellationToken ct)
    {
        await RecordAsync($"GetMany {string.Join(",", ids)}", ct);
        return ids.Where(id => id >= 0).ToDictionary(id => id, id => $"{id}!");
    }

    public async ValueTask<IDictionary<string, int>> CountAsync(IEnumerable<string> words)
    {
        await RecordAsync($"Count {string.Join(",", words)}", default);
        return words.Where(word => word.Length > 0).ToDictionary(word => word, word => word.Length - 1);
    }

    public async IAsyncEnumerable<string> ReadAsync(int count, [EnumeratorCancellation] CancellationToken ct)
    {
        await RecordAsync($"Read {count}", ct);
        for (int i = 0; i < count; i++)
        {
            yield return $"{count}/{i}";
            if (Failure is not null)
            {
                throw Failure;
            }
        }
    }

    public IAsyncEnumerable<string> FollowAsync(int count, CancellationToken request, CancellationToken shutdown)
        => ReadAsync(count, request);

    public async Task<int> PriceAsync(int id, CancellationToken request, CancellationToken shutdown)
    {
        await RecordAsync($"Price {id} {request == shutdown}", request);
        return id;
    }

    public async Task<int[]> PricesAsync(int[] ids, CancellationToken request, CancellationToken shutdown)
    {
        await RecordAsync($"Prices {string.Join(",", ids)}", request);
        return ids;
    }

    public int Stock(int id, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return id;
    }

    public Task<int> RankAsync(int id, CancellationToken request, CancellationToken shutdown)
        => throw new NotSupportedException("Ranked in batches.");

    public async Task<int[]> RankManyAsync(int[] ids, CancellationToken ct)
    {
        await RecordAsync($"RankMany {string.Join(",", ids)}", ct);
        return ids;
    }

    private async Task RecordAsync(string call, CancellationToken ct)
    {
        LastToken = ct;
        lock (_calls)
        {
            _calls.Add(call);
        }

        await Gate.WaitAsync(ct);
    }
}
