using System.Collections.Concurrent;

namespace Rote.Generators.Tests.Behaviour;

/// <summary>Answers even ids, knows short words, and fails for 13.</summary>
internal sealed class RecordingAnswers : IAnswers
{
    public ConcurrentQueue<string> Calls { get; } = [];

    public ValueTask<string> LoadAsync(int id, CancellationToken cancellationToken = default)
        => throw new InvalidOperationException("Calls are batched.");

    public Task<IReadOnlyList<BatchResult<string>>> LoadManyAsync(
        IReadOnlyList<int> ids, CancellationToken cancellationToken = default)
    {
        Calls.Enqueue($"LoadMany {string.Join(',', ids)}");
        return Task.FromResult<IReadOnlyList<BatchResult<string>>>(
            [.. ids.Select(id => id == 13 ? BatchResult.FromException<string>(new FormatException("13")) : $"n{id}")]);
    }

    public ValueTask<string?> FindAsync(int id) => throw new InvalidOperationException("Calls are batched.");

    public Task<Dictionary<int, string>> FindManyAsync(int[] ids)
    {
        Calls.Enqueue($"FindMany {string.Join(',', ids)}");
        var found = ids.Where(id => id % 2 == 0).ToDictionary(id => id, id => $"n{id}");
        Array.Clear(ids);
        return Task.FromResult(found);
    }

    public Task<int?> CountAsync(string word) => throw new InvalidOperationException("Calls are batched.");

    public ValueTask<IReadOnlyDictionary<string, int>> CountManyAsync(IReadOnlyCollection<string> words)
        => new(words.Where(word => word.Length < 3).ToDictionary(word => word, word => word.Length));

    public Task WriteAsync(string text) => throw new InvalidOperationException("Calls are batched.");

    public Task WriteManyAsync(List<string> texts)
    {
        Calls.Enqueue($"WriteMany {string.Join(',', texts)}");
        return Task.CompletedTask;
    }
}
