namespace AgentMemory.Server;

/// <summary>What reached the server.</summary>
/// <param name="RoundTrips">Requests answered.</param>
/// <param name="BulkRequests">Those among them that carry several items.</param>
/// <param name="BytesIn">Bytes of the requests' payloads.</param>
/// <param name="BytesOut">Bytes of the responses' payloads.</param>
internal readonly record struct Traffic(long RoundTrips, long BulkRequests, long BytesIn, long BytesOut);
