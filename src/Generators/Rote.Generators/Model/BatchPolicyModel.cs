namespace Rote.Generators.Model;

/// <summary>When a batch is sent.</summary>
/// <param name="Operation">Name of the single operation.</param>
/// <param name="MaxBatchSize">Items of a batch at most; <see langword="null"/> for the default.</param>
/// <param name="MaxDelayMilliseconds">Time that a call waits for company at most.</param>
/// <param name="MaxConcurrentBatches">Bulk calls in flight at most.</param>
internal sealed record BatchPolicyModel(string Operation, int? MaxBatchSize, int? MaxDelayMilliseconds, int? MaxConcurrentBatches);
