using System.Collections.Concurrent;

namespace Rote.EndToEnd.Tests;

/// <summary>A store that records its calls and answers each as the test says.</summary>
internal sealed class FlakyStore : IFlakyStore
{
    private readonly ConcurrentQueue<string> _calls = [];
    private readonly SemaphoreSlim _called = new(0);

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>Answers a call, given its number from 1.</summary>
    public Func<int, CancellationToken, Task<string>> Answer { get; set; } = (number, _) => Task.FromResult($"{number}");

    /// <summary>Fails so many calls, and then answers.</summary>
    public void FailFirst(int calls) => Answer = (number, _) => number <= calls
        ? Task.FromException<string>(new IOException($"failure {number}"))
        : Task.FromResult($"{number}");

    /// <summary>Completes when one more call has come.</summary>
    public Task NextCallAsync(CancellationToken ct) => _called.WaitAsync(ct);

    public async ValueTask<string> GetAsync(string user, string id, CancellationToken ct)
        => await CallAsync($"get {user} {id}", ct);

    public Task<string> EmbedAsync(string text, CancellationToken ct) => CallAsync($"embed {text}", ct);

    public async Task<IReadOnlyList<string>> EmbedManyAsync(string[] texts, CancellationToken ct)
    {
        string call = $"embed {string.Join(",", texts)}";
        string[] answers = [.. texts.Select(text => $"<{text}>")];

        // The array is the method's: another attempt must not see what becomes of it.
        Array.Clear(texts);
        await CallAsync(call, ct);
        return answers;
    }

    public Task AppendAsync(string user, string line, CancellationToken ct) => CallAsync($"append {user} {line}", ct);

    public Task AppendManyAsync(string user, IReadOnlyList<string> lines, CancellationToken ct)
        => CallAsync($"append {user} {string.Join(",", lines)}", ct);

    public Task StoreAsync(string note, CancellationToken ct) => CallAsync($"store {note}", ct);

    public async ValueTask TouchAsync(string id, CancellationToken ct) => await CallAsync($"touch {id}", ct);

    public Task<string> SearchAsync(string query, CancellationToken ct) => CallAsync($"search {query}", ct);

    public async ValueTask<string> CountAsync(CancellationToken ct) => await CallAsync("count", ct);

    public Task<string> TickAsync<TTick>(TTick tick, CancellationToken ct) => CallAsync($"tick {tick}", ct);

    public Task<string> SlowAsync(CancellationToken first, CancellationToken second) => CallAsync("slow", first);

    public Task PingAsync() => CallAsync("ping", CancellationToken.None);

    public string Synchronous() => "here";

    private Task<string> CallAsync(string call, CancellationToken ct)
    {
        _calls.Enqueue(call);
        Task<string> answer = Answer(_calls.Count, ct);
        _called.Release();
        return answer;
    }
}
