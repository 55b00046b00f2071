namespace Rote.Caching;

/// <summary>The flights of a region by their keys. Guarded by the region's gate; constant time.</summary>
/// <remarks>A key may have several: those that cannot be joined are there for invalidations to find.</remarks>
internal sealed class FlightTable<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private const int SmallestSize = 16;

    private Flight<TKey, TValue>?[] _chains = new Flight<TKey, TValue>?[SmallestSize];

    public int Count { get; private set; }

    /// <param name="key">The key.</param>
    /// <param name="hash">Its hash code.</param>
    /// <param name="blocking">Whether the caller would block: then only what already runs on a thread of its own counts.</param>
    public Flight<TKey, TValue>? FindJoinable(in TKey key, int hash, bool blocking)
    {
        Flight<TKey, TValue>? flight = ChainOf(hash);
        while (flight is not null && !(flight.Hash == hash && flight.CanBeJoined(blocking) && flight.Key.Equals(key)))
        {
            flight = flight.Next;
        }

        return flight;
    }

    /// <summary>
    /// Whether the caller runs inside a load of the key. All are asked: a synchronous one beside an asynchronous one cannot be
    /// joined.
    /// </summary>
    public bool HasAncestorOfCaller(in TKey key, int hash)
    {
        Flight<TKey, TValue>? flight = ChainOf(hash);
        while (flight is not null
            && !(flight.Hash == hash && flight.Key.Equals(key) && flight.Operation.IsAncestorOfCaller))
        {
            flight = flight.Next;
        }

        return flight is not null;
    }

    public void Add(Flight<TKey, TValue> flight)
    {
        if (Count >= _chains.Length)
        {
            Grow();
        }

        Link(flight);
        flight.IsListed = true;
        Count++;
    }

    /// <summary>Takes a flight out, if it is in.</summary>
    public void Remove(Flight<TKey, TValue> flight)
    {
        if (!flight.IsListed)
        {
            return;
        }

        ref Flight<TKey, TValue>? chain = ref ChainOf(flight.Hash);
        if (ReferenceEquals(chain, flight))
        {
            chain = flight.Next;
        }
        else
        {
            Flight<TKey, TValue> before = chain!;
            while (!ReferenceEquals(before.Next, flight))
            {
                before = before.Next!;
            }

            before.Next = flight.Next;
        }

        flight.Next = null;
        flight.IsListed = false;
        Count--;
    }

    /// <summary>Forbids every flight of a key to keep its value, and takes it out.</summary>
    public void Withdraw(in TKey key, int hash)
    {
        Flight<TKey, TValue>? flight = ChainOf(hash);
        while (flight is not null)
        {
            Flight<TKey, TValue>? next = flight.Next;
            if (flight.Hash == hash && flight.Key.Equals(key))
            {
                flight.IsWithdrawn = true;
                Remove(flight);
            }

            flight = next;
        }
    }

    private void Link(Flight<TKey, TValue> flight)
    {
        ref Flight<TKey, TValue>? chain = ref ChainOf(flight.Hash);
        flight.Next = chain;
        chain = flight;
    }

    private void Grow()
    {
        Flight<TKey, TValue>?[] before = _chains;
        _chains = new Flight<TKey, TValue>?[before.Length * 2];
        foreach (Flight<TKey, TValue>? first in before)
        {
            Flight<TKey, TValue>? flight = first;
            while (flight is not null)
            {
                Flight<TKey, TValue>? next = flight.Next;
                Link(flight);
                flight = next;
            }
        }
    }

    private ref Flight<TKey, TValue>? ChainOf(int hash) => ref _chains[hash & (_chains.Length - 1)];
}
