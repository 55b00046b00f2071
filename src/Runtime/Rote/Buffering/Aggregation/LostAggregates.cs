namespace Rote.Buffering;

/// <summary>Aggregates that were given up, of whatever series: see <see cref="LostAggregates{TSeries}"/>.</summary>
/// <param name="Operation">Name of the operation that takes single samples.</param>
/// <param name="Error">The last failure; <see langword="null"/> where disposal ran out of time.</param>
public abstract record LostAggregates(string Operation, Exception? Error);
