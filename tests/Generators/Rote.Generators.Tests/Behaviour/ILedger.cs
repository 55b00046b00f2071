namespace Rote.Generators.Tests.Behaviour;

/// <summary>A store that is bound to a connection: pooled, or opened at its first use.</summary>
[Pooled, OpenedLazily]
public interface ILedger
{
    [Cached]
    Task<string> GetAsync(int id, CancellationToken ct = default);

    [Batched(nameof(WriteManyAsync))]
    ValueTask WriteAsync(string line, CancellationToken ct = default);

    ValueTask WriteManyAsync(IReadOnlyList<string> lines, CancellationToken ct = default);

    Task FailAsync();

    IAsyncEnumerable<int> ReadAsync(int count, CancellationToken ct = default);

    IEnumerable<int> List(int count);

    bool TryFind(string line, out int id);

    int Session { get; }
}
