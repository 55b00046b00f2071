using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Rote.Generators.Tests.Behaviour;

/// <summary>One connection's ledger. It says what was called on it, and whether two used it at once.</summary>
internal sealed class LedgerSession(int session, ConcurrentQueue<string> calls) : ILedger
{
    private int _users;

    public bool WasShared { get; private set; }

    public Task? Gate { get; set; }

    public int Session => session;

    public async Task<string> GetAsync(int id, CancellationToken ct = default)
    {
        Enter($"get {id}");
        await Task.Yield();
        Leave();
        return $"{id}";
    }

    public ValueTask WriteAsync(string line, CancellationToken ct = default) => throw new NotSupportedException();

    public async ValueTask WriteManyAsync(IReadOnlyList<string> lines, CancellationToken ct = default)
    {
        Enter($"write {string.Join(',', lines)}");
        await (Gate ?? Task.CompletedTask);
        Leave();
    }

    public async Task FailAsync()
    {
        await Task.Yield();
        throw new IOException("broken");
    }

    public async IAsyncEnumerable<int> ReadAsync(int count, [EnumeratorCancellation] CancellationToken ct = default)
    {
        Enter($"read {count}");
        try
        {
            for (int i = 0; i < count; i++)
            {
                await Task.Yield();
                ct.ThrowIfCancellationRequested();
                yield return i;
            }
        }
        finally
        {
            Leave();
        }
    }

    public IEnumerable<int> List(int count)
    {
        Enter($"list {count}");
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }

        Leave();
    }

    public bool TryFind(string line, out int id)
    {
        Enter($"find {line}");
        id = line.Length;
        Leave();
        return true;
    }

    private void Enter(string call)
    {
        calls.Enqueue($"{session}: {call}");
        WasShared |= Interlocked.Increment(ref _users) != 1;
    }

    private void Leave() => Interlocked.Decrement(ref _users);
}
