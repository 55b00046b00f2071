using System.Net.Sockets;
using Rote.Pooling;

namespace PoolingSample;

/// <summary>The application: it knows the interface, and that calls over a network may fail.</summary>
internal sealed class Agent(IMemoryStore store)
{
    /// <summary>Asks for many memories at once.</summary>
    /// <returns>Calls that got the right answer.</returns>
    public async Task<int> RecallAsync(int count, CancellationToken cancellationToken)
    {
        var memories = await Task.WhenAll(Enumerable.Range(1, count).Select(id => store.GetAsync(id, cancellationToken)));
        return memories.Where((memory, index) => memory == $"memory {index + 1}").Count();
    }

    /// <summary>Asks for a few memories, one after the other, and puts up with failures.</summary>
    /// <returns>Memories that were answered.</returns>
    public async Task<int> TryRecallAsync(int count, CancellationToken cancellationToken)
    {
        var answered = 0;
        for (var id = 1; id <= count; id++)
        {
            // The second try is for a server that comes back just now: an opening that met it down may still fail the first.
            answered += await TryGetAsync(id, cancellationToken) || await TryGetAsync(id, cancellationToken) ? 1 : 0;
        }

        return answered;
    }

    private async Task<bool> TryGetAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            await store.GetAsync(id, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is IOException or SocketException or PoolExhaustedException)
        {
            // A failed opening comes as it is. PoolExhaustedException says that the wait for a connection took too long.
            return false;
        }
    }
}
