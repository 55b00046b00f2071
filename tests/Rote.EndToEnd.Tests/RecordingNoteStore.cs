using System.Collections.Concurrent;

namespace Rote.EndToEnd.Tests;

/// <summary>A store that keeps a list of its calls, and can be held up or made to fail.</summary>
internal sealed class RecordingNoteStore : INoteStore
{
    private readonly ConcurrentQueue<string> _calls = new();

    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>Loads wait for it, where it is set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public Exception? Failure { get; set; }

    public async ValueTask<Note?> GetAsync(string userId, string id, CancellationToken ct = default)
    {
        await RecordAsync($"get {userId} {id}");
        return id == "missing" ? null : new Note(id, $"{userId}'s {id}");
    }

    public async ValueTask<IReadOnlyList<Note?>> GetManyAsync(
        string userId, IReadOnlyList<string> ids, CancellationToken ct = default)
    {
        await RecordAsync($"get many {userId} {string.Join(',', ids)}");
        return [.. ids.Select(id => id == "missing" ? null : new Note(id, $"{userId}'s {id}"))];
    }

    public async Task<string> SearchAsync(string userId, string query, int limit, string traceId, CancellationToken ct = default)
    {
        await RecordAsync($"search {userId} {query} {limit} {traceId}");
        return $"{userId}: {query}";
    }

    public int CountWords(string text)
    {
        _calls.Enqueue($"count {text}");
        return text.Split(' ').Length;
    }

    public async ValueTask<bool> DeleteAsync(string userId, string id, CancellationToken ct = default)
    {
        await RecordAsync($"delete {userId} {id}");
        return true;
    }

    public async ValueTask StoreAsync(string userId, Note note, CancellationToken ct = default)
        => await RecordAsync($"store {userId} {note.Id}");

    public async Task ReindexAsync(CancellationToken ct = default) => await RecordAsync("reindex");

    public void Import(string file) => _calls.Enqueue($"import {file}");

    private async Task RecordAsync(string call)
    {
        _calls.Enqueue(call);
        if (Gate is { } gate)
        {
            await gate.Task;
        }

        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
