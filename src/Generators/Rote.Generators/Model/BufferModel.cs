using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>How the writes of a batcher are buffered. What is <see langword="null"/> has its default.</summary>
/// <param name="FlushSize">Writes of a partition that make it flush.</param>
/// <param name="MaxDelayMilliseconds">Time that a write waits for company at most.</param>
/// <param name="MaxCommitSize">Writes of one bulk call at most.</param>
/// <param name="MaxConcurrentCommits">Bulk calls in flight at most.</param>
/// <param name="MaxPending">Writes held at most.</param>
/// <param name="CommitTimeoutMilliseconds">Time after which a bulk call counts as failed.</param>
/// <param name="IsAcknowledgedEarly">Whether calls complete when their write is in the buffer.</param>
/// <param name="PoisonIsolation">Whether failed bulk calls are divided.</param>
/// <param name="Arguments">For each part of the partition, the name of the parameter that gives it.</param>
/// <param name="Committed">What is done for every write after its bulk call; <see langword="null"/>: nothing.</param>
internal sealed record BufferModel(
    int? FlushSize,
    int? MaxDelayMilliseconds,
    int? MaxCommitSize,
    int? MaxConcurrentCommits,
    int? MaxPending,
    int? CommitTimeoutMilliseconds,
    bool IsAcknowledgedEarly,
    bool PoisonIsolation,
    EquatableArray<string> Arguments,
    CommittedModel? Committed);
