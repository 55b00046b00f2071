using Rote.Paging;

namespace Rote.EndToEnd.Tests;

/// <summary>A store that answers as the test says.</summary>
internal sealed class TripStore : ITripStore
{
    private int _reads;

    /// <summary>What bulk calls and loads wait for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Calls of bulk methods.</summary>
    public int Bulk { get; private set; }

    public async ValueTask<string> GetAsync(string user, string id, CancellationToken ct)
    {
        await Gate.WaitAsync(ct);
        return id;
    }

    public ValueTask<IReadOnlyList<string>> GetManyAsync(string user, IReadOnlyList<string> ids, CancellationToken ct)
        => new(ids);

    public Task<string> EmbedAsync(string text, CancellationToken ct) => Task.FromResult(text);

    public async Task<IReadOnlyList<string>> EmbedManyAsync(IReadOnlyList<string> texts, CancellationToken ct)
    {
        Bulk++;
        await Gate.WaitAsync(ct);
        return texts;
    }

    public Task AppendAsync(string line, CancellationToken ct) => Task.CompletedTask;

    public Task AppendManyAsync(IReadOnlyList<string> lines, CancellationToken ct) => Gate.WaitAsync(ct);

    public Task<string> ReadAsync(string id, CancellationToken ct)
        => ++_reads < 3 ? Task.FromException<string>(new IOException("not yet")) : Task.FromResult(id);

    public async Task<string> SearchAsync(string query, CancellationToken ct)
    {
        if (++_reads == 1)
        {
            await new TaskCompletionSource().Task.WaitAsync(ct);
        }

        return query;
    }

    public ValueTask<Page<string>> ListAsync(string? cursor, int limit, CancellationToken ct)
        => new(cursor is null ? new Page<string>(["a", "b"], "next") : new Page<string>(["c"], null));

    public IAsyncEnumerable<string> StreamAsync(CancellationToken ct) => throw new NotSupportedException();

    public int Plain(int bytes) => new byte[bytes].Length;

    public async Task<int> LaterAsync(int bytes, Task gate)
    {
        int length = new byte[bytes].Length;
        await gate.ConfigureAwait(false);
        return length + new byte[bytes].Length;
    }
}
