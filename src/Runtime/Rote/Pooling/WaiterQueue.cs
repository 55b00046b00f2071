using System.Diagnostics.CodeAnalysis;

namespace Rote.Pooling;

/// <summary>Callers that wait, first come, first served. Any may leave in constant time. Guarded by the pool's lock.</summary>
internal sealed class WaiterQueue<TConnection>
    where TConnection : class
{
    private RentWaiter<TConnection>? _first;
    private RentWaiter<TConnection>? _last;

    public int Count { get; private set; }

    public void Add(RentWaiter<TConnection> waiter)
    {
        waiter.Previous = _last;
        if (_last is null)
        {
            _first = waiter;
        }
        else
        {
            _last.Next = waiter;
        }

        _last = waiter;
        waiter.IsQueued = true;
        Count++;
    }

    public bool TryTake([NotNullWhen(true)] out RentWaiter<TConnection>? waiter)
    {
        waiter = _first;
        return waiter is not null && TryRemove(waiter);
    }

    public bool TryRemove(RentWaiter<TConnection> waiter)
    {
        if (!waiter.IsQueued)
        {
            return false;
        }

        if (waiter.Previous is null)
        {
            _first = waiter.Next;
        }
        else
        {
            waiter.Previous.Next = waiter.Next;
        }

        if (waiter.Next is null)
        {
            _last = waiter.Previous;
        }
        else
        {
            waiter.Next.Previous = waiter.Previous;
        }

        waiter.Previous = null;
        waiter.Next = null;
        waiter.IsQueued = false;
        Count--;
        return true;
    }

    /// <summary>Takes out those whose time is over.</summary>
    /// <param name="now">The time.</param>
    /// <param name="expired">Gets them, in their order.</param>
    /// <returns>The earliest deadline of the others; <see cref="long.MaxValue"/> for none.</returns>
    /// <remarks>
    /// Looks at all: one that went to a broken connection before came back with the deadline it had. Linear, once a deadline.
    /// </remarks>
    public long TakeExpired(long now, List<RentWaiter<TConnection>> expired)
    {
        long earliest = long.MaxValue;
        for (RentWaiter<TConnection>? waiter = _first; waiter is not null;)
        {
            RentWaiter<TConnection>? next = waiter.Next;
            if (waiter.Deadline <= now)
            {
                TryRemove(waiter);
                expired.Add(waiter);
            }
            else
            {
                earliest = Math.Min(earliest, waiter.Deadline);
            }

            waiter = next;
        }

        return earliest;
    }
}
