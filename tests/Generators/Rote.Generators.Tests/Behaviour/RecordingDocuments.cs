using System.Collections.Concurrent;

namespace Rote.Generators.Tests.Behaviour;

/// <summary>Remembers its bulk calls, which wait for the gate.</summary>
internal sealed class RecordingDocuments : IDocuments
{
    public ConcurrentQueue<string> Calls { get; } = [];

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<string> GetAsync(string tenant, string id, CancellationToken ct = default)
        => throw new InvalidOperationException("A single call reached the store.");

    public async ValueTask<IReadOnlyList<string>> GetManyAsync(
        IReadOnlyList<string> tenants, IReadOnlyList<string> ids, CancellationToken ct = default)
    {
        string[] documents = [.. tenants.Zip(ids, (tenant, id) => $"{tenant}/{id}")];
        Calls.Enqueue(string.Join(',', documents));
        await Gate.Task.WaitAsync(ct);
        return documents;
    }

    public Task TouchAsync(string tenant, string id, CancellationToken ct = default)
        => throw new InvalidOperationException("A single call reached the store.");

    public async Task TouchManyAsync(IReadOnlyList<(string Tenant, string Id)> documents, CancellationToken ct = default)
    {
        Calls.Enqueue(string.Join(',', documents.Select(document => $"{document.Tenant}/{document.Id}")));
        await Gate.Task.WaitAsync(ct);
    }
}
