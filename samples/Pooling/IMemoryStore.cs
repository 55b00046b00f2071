using Rote;

namespace PoolingSample;

/// <summary>Memories, on the other side of a connection.</summary>
// Decorated, each call rents a connection-bound store from a pool and gives it back. Aspects such as [Cached] and [Batched] stay
// outside: what they answer rents nothing.
[Pooled]
internal interface IMemoryStore
{
    Task<string> GetAsync(int id, CancellationToken cancellationToken = default);

    /// <summary>Whether the other side is still there.</summary>
    Task<bool> PingAsync(CancellationToken cancellationToken = default);
}
