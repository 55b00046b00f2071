namespace Rote.BufferWriter;

/// <summary>A store of numbered lines, whose writes are buffered.</summary>
internal interface ILines
{
    [WriteBehind(
        nameof(StoreManyAsync),
        FlushSize = 8,
        MaxDelayMilliseconds = 20,
        MaxCommitSize = 6,
        MaxPending = 40,
        CommitTimeoutMilliseconds = 1_000)]
    Task StoreAsync([Scope] int writer, int number, [Priority] bool urgent, CancellationToken ct);

    Task StoreManyAsync(int writer, IReadOnlyList<int> numbers, CancellationToken ct);

    [WriteBehind(
        nameof(AppendManyAsync),
        FlushSize = 8,
        MaxDelayMilliseconds = 20,
        MaxCommitSize = 6,
        MaxPending = 40,
        CommitTimeoutMilliseconds = 1_000,
        PoisonIsolation = true,
        Acknowledge = WriteAcknowledgement.OnEnqueue)]
    Task AppendAsync([Scope] int writer, int number, [Priority] bool urgent, CancellationToken ct);

    Task AppendManyAsync(int writer, IReadOnlyList<int> numbers, CancellationToken ct);
}
