namespace Rote.Generators.Parsing;

/// <summary>What <c>[Batched]</c> says.</summary>
internal sealed record BatchedSettings(
    string BulkMember, int? MaxBatchSize, int? MaxDelayMilliseconds, int? MaxConcurrentBatches, bool SplitsBulkCalls);
