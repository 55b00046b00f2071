namespace TelemetrySample;

/// <summary>A memory in this process. Every tenth search fails; embeddings wait until they are told to go on.</summary>
internal sealed class Recall : IRecall
{
    private const int Failing = 10;

    private readonly TaskCompletionSource _mayEmbed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _searches;

    /// <summary>Lets embeddings go on.</summary>
    public void Embed() => _mayEmbed.SetResult();

    public Task<IReadOnlyList<string>> SearchAsync(string user, string query, MemoryKind kind, CancellationToken ct)
        => ++_searches % Failing == 0
            ? Task.FromException<IReadOnlyList<string>>(new IOException($"No answer for {user}: {query}"))
            : Task.FromResult<IReadOnlyList<string>>([query, query]);

    public ValueTask<string> GetAsync(string user, string id, CancellationToken ct) => new($"{user} {id}");

    public Task<int> EmbedAsync(string text, CancellationToken ct) => Task.FromResult(text.Length);

    public async Task<IReadOnlyList<int>> EmbedManyAsync(IReadOnlyList<string> texts, CancellationToken ct)
    {
        await _mayEmbed.Task.WaitAsync(ct);
        return [.. texts.Select(text => text.Length)];
    }
}
