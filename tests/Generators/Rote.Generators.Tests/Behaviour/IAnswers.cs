namespace Rote.Generators.Tests.Behaviour;

/// <summary>Bulk methods that answer in every way there is.</summary>
public interface IAnswers
{
    [Batched(nameof(LoadManyAsync), MaxBatchSize = 4, SplitBulkCalls = true)]
    ValueTask<string> LoadAsync(int id, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<BatchResult<string>>> LoadManyAsync(
        IReadOnlyList<int> ids, CancellationToken cancellationToken = default);

    [Batched(nameof(FindManyAsync))]
    ValueTask<string?> FindAsync(int id);

    Task<Dictionary<int, string>> FindManyAsync(int[] ids);

    [Batched(nameof(CountManyAsync))]
    Task<int?> CountAsync(string word);

    ValueTask<IReadOnlyDictionary<string, int>> CountManyAsync(IReadOnlyCollection<string> words);

    [Batched(nameof(WriteManyAsync), MaxBatchSize = 4, MaxConcurrentBatches = 1, SplitBulkCalls = true)]
    Task WriteAsync(string text);

    Task WriteManyAsync(List<string> texts);
}
