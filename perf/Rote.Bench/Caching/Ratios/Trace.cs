namespace Rote.Bench.Caching.Ratios;

/// <summary>A sequence of requests.</summary>
/// <param name="Name">What it looks like.</param>
/// <param name="Capacity">Entries of the caches that are asked.</param>
/// <param name="Keys">Count of keys there are: each request is a number below.</param>
/// <param name="Requests">The key of each request.</param>
internal sealed record Trace(string Name, int Capacity, int Keys, int[] Requests);
