namespace Rote.Generators.Tests.Behaviour;

/// <summary>A store that answers from its arguments and records each call.</summary>
internal sealed class RecordingNotes : INotes
{
    private readonly List<string> _calls = [];
    private int _version;

    /// <summary>The calls so far.</summary>
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

    /// <summary>Thrown by writers after they have been recorded.</summary>
    public Exception? Failure { get; set; }

    public async ValueTask<string?> GetAsync(string user, int id, CancellationToken ct)
    {
        var call = Record($"Get {user} {id}");
        await Gate;
        return id < 0 ? null : $"{user}/{id}/{call}";
    }

    public async ValueTask<IReadOnlyList<string?>> GetManyAsync(string user, IReadOnlyList<int> ids, CancellationToken ct)
    {
        var call = Record($"GetMany {user} {string.Join(",", ids)}");
        await Gate;
        return [.. ids.Select(id => id < 0 ? null : $"{user}/{id}/{call}")];
    }

    public Task<string> SearchAsync(string query, string trace) => Task.FromResult($"{query}/{trace}/{Record($"Search {query} {trace}")}");

    public int Count(string user) => Record($"Count {user}");

    public int Count() => Record("Count");

    public async Task<int> EmbedAsync(string user, string text, CancellationToken ct)
    {
        Record($"Embed {user} {text}");
        await Gate;
        return text.Length;
    }

    public async Task<int[]> EmbedManyAsync(string user, List<string> texts, CancellationToken ct)
    {
        Record($"EmbedMany {user} {string.Join(",", texts)}");
        await Gate;
        return [.. texts.Select(text => text.Length)];
    }

    public async ValueTask WriteAsync(string text, CancellationToken ct)
    {
        Record($"Write {text}");
        await Gate;
    }

    public async ValueTask WriteManyAsync(IEnumerable<string> texts, CancellationToken ct)
    {
        Record($"WriteMany {string.Join(",", texts)}");
        await Gate;
    }

    public async ValueTask DeleteAsync(string user, int id) => await FinishAsync($"Delete {user} {id}");

    public async Task<int> DeleteManyAsync(string user, IReadOnlyList<int> ids)
    {
        await FinishAsync($"DeleteMany {user}");
        return ids.Count;
    }

    public Task StoreAsync(string user, string text) => FinishAsync($"Store {user} {text}");

    public Task AdministerAsync(string user) => FinishAsync($"Administer {user}");

    public void Reindex() => Record("Reindex");

    public bool Import(string file)
    {
        Record($"Import {file}");
        return Failure is null ? true : throw Failure;
    }

    public ValueTask DisposeAsync()
    {
        Record("DisposeAsync");
        return ValueTask.CompletedTask;
    }

    private int Record(string call)
    {
        lock (_calls)
        {
            _calls.Add(call);
            return ++_version;
        }
    }

    private async Task FinishAsync(string call)
    {
        Record(call);
        await Gate;
        if (Failure is not null)
        {
            throw Failure;
        }
    }
}
