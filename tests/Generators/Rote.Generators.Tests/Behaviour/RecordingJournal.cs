using System.Collections.Concurrent;

namespace Rote.Generators.Tests.Behaviour;

internal sealed class RecordingJournal : IJournal
{
    public ConcurrentQueue<string> Calls { get; } = [];

    public ConcurrentDictionary<string, string> Texts { get; } = [];

    public async Task WriteManyAsync(string user, IReadOnlyList<string> texts, CancellationToken ct)
    {
        await Task.Yield();
        Calls.Enqueue($"Write {user} {string.Join(",", texts)}");
        if (texts.Contains("poison"))
        {
            throw new InvalidDataException("poison");
        }

        Texts.AddOrUpdate(user, _ => string.Join(",", texts), (_, before) => $"{before},{string.Join(",", texts)}");
    }

    public Task WriteAsync(string user, string text, bool urgent, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<string> ReadAsync(string user, CancellationToken ct) => new(Texts.GetValueOrDefault(user, ""));

    public ValueTask<int> CountAsync(CancellationToken ct) => new(Texts.Count);

    public Task LogAsync(string file, string line) => throw new NotSupportedException();

    public Task LogManyAsync(IReadOnlyList<string> lines)
    {
        Calls.Enqueue($"Log {string.Join(",", lines)}");
        return Task.CompletedTask;
    }
}
