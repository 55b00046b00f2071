namespace Rote.Bench.Caching.Ratios;

/// <summary>What a policy reached on a trace.</summary>
/// <param name="Trace">The trace.</param>
/// <param name="Capacity">Entries of the cache.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Percent">Requests that were hits, in percent.</param>
internal sealed record HitRatio(string Trace, int Capacity, string Policy, double Percent);
