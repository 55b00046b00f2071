namespace Rote.Caching;

/// <summary>One call for several items of which at least one is not kept: who loads what, and where the values go.</summary>
internal sealed class BulkRequest<TKey, TItem, TValue, TState>
    where TKey : struct, IEquatable<TKey>
{
    private readonly CacheRegion<TKey, TValue> _region;
    private readonly BulkLoad<TKey, TItem, TValue, TState> _bulk;
    private readonly TValue[] _values;
    private readonly Dictionary<TKey, Flight<TKey, TValue>> _flights = [];
    private readonly List<(int Index, Flight<TKey, TValue> Flight)> _missing = [];
    private readonly List<Flight<TKey, TValue>> _joined = [];

    public BulkRequest(CacheRegion<TKey, TValue> region, BulkLoad<TKey, TItem, TValue, TState> bulk, TValue[] values)
    {
        _region = region;
        _bulk = bulk;
        _values = values;
    }

    /// <summary>Answers the items from <paramref name="first"/> on; the ones before it were hits.</summary>
    public async ValueTask<IReadOnlyList<TValue>> RunAsync(
        IReadOnlyList<TItem> items,
        int first,
        TState state,
        Func<TState, TItem, TKey> keyOf,
        CancellationToken cancellationToken)
    {
        try
        {
            Assign(items, first, state, keyOf);
            await WhenLandedAsync(cancellationToken).ConfigureAwait(false);
            foreach ((int index, Flight<TKey, TValue> flight) in _missing)
            {
                _values[index] = flight.GetResult();
            }

            return _values;
        }
        finally
        {
            _bulk.Leave();
            foreach (Flight<TKey, TValue> flight in _joined)
            {
                flight.Operation.Leave();
            }
        }
    }

    private void Assign(IReadOnlyList<TItem> items, int first, TState state, Func<TState, TItem, TKey> keyOf)
    {
        try
        {
            for (int i = first; i < _values.Length; i++)
            {
                TItem item = items[i];
                Assign(i, item, keyOf(state, item));
            }

            // Inside: a listener of the application may throw.
            CacheCounter.Count(_region.Name, hits: _values.Length - _missing.Count, misses: _missing.Count);
        }
        catch (Exception error)
        {
            // Others may already wait for the keys that were entered into the table.
            _bulk.Abort(error);
            throw;
        }

        if (_bulk.IsEmpty)
        {
            _bulk.End();
        }
        else
        {
            _bulk.Start();
        }
    }

    private void Assign(int index, TItem item, TKey key)
    {
        if (!_flights.TryGetValue(key, out Flight<TKey, TValue>? flight))
        {
            if (_region.Find(in key) is { } entry)
            {
                _values[index] = entry.Value;
                return;
            }

            flight = JoinOrOpen(item, key);
            _flights.Add(key, flight);
        }

        _missing.Add((index, flight));
    }

    private Flight<TKey, TValue> JoinOrOpen(TItem item, TKey key)
    {
        while (true)
        {
            if (_region.TryJoin(in key, out Flight<TKey, TValue>? flight))
            {
                _joined.Add(flight);
                return flight;
            }

            flight = new Flight<TKey, TValue>(in key, _region.CreateEntry(in key), _bulk);
            if (_region.TryOpen(flight))
            {
                if (!_region.TryLandFromCache(flight))
                {
                    _bulk.Add(flight, item);
                }

                return flight;
            }
        }
    }

    /// <summary>Waits for every load; the first one seen to have failed fails the request without waiting for the rest.</summary>
    private async ValueTask WhenLandedAsync(CancellationToken cancellationToken)
    {
        if (!_bulk.IsEmpty)
        {
            await _bulk.Last.WhenEnded(cancellationToken).ConfigureAwait(false);
            _bulk.Last.GetResult();
        }

        foreach (Flight<TKey, TValue> flight in _joined)
        {
            await flight.WhenEnded(cancellationToken).ConfigureAwait(false);
            flight.GetResult();
        }
    }
}
