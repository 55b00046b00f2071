using System.Collections.Concurrent;

namespace Rote.EndToEnd.Tests;

/// <summary>An embedder that counts its calls; bulk calls wait for the gate, where it is set.</summary>
internal sealed class RecordingEmbedder : IEmbedder
{
    private readonly ConcurrentQueue<string> _calls = new();

    public IReadOnlyList<string> Calls => [.. _calls];

    public TaskCompletionSource? Gate { get; set; }

    public bool Disposed { get; private set; }

    public async ValueTask<string> EmbedAsync(string text, CancellationToken ct = default)
        => (await EmbedManyAsync([text], ct))[0];

    public async ValueTask<IReadOnlyList<string>> EmbedManyAsync(IReadOnlyList<string> texts, CancellationToken ct = default)
    {
        await RecordAsync($"embed {string.Join(',', texts)}");
        return [.. texts.Select(text => $"<{text}>")];
    }

    public async Task StoreAsync(string userId, string text, CancellationToken ct = default)
        => await StoreManyAsync(userId, [text], ct);

    public async Task StoreManyAsync(string userId, IEnumerable<string> texts, CancellationToken ct = default)
        => await RecordAsync($"store {userId} {string.Join(',', texts)}");

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }

    private async Task RecordAsync(string call)
    {
        _calls.Enqueue(call);
        if (Gate is { } gate)
        {
            await gate.Task;
        }
    }
}
