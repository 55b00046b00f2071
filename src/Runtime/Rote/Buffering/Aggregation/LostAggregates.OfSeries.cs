namespace Rote.Buffering;

/// <summary>Aggregates that were given up.</summary>
/// <typeparam name="TSeries">What samples belong to.</typeparam>
/// <param name="Operation">Name of the operation that takes single samples.</param>
/// <param name="Aggregates">The aggregates. They may have reached the store in part.</param>
/// <param name="Error">The last failure; <see langword="null"/> where disposal ran out of time.</param>
public sealed record LostAggregates<TSeries>(string Operation, IReadOnlyList<Aggregate<TSeries>> Aggregates, Exception? Error)
    : LostAggregates(Operation, Error);
