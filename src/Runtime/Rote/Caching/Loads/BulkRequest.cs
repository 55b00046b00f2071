using System.Diagnostics.CodeAnalysis;

namespace Rote.Caching;

/// <summary>One call for several items of which at least one is not kept: who loads what, and where the values go.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The sources of load operations have nothing to dispose of; see there.")]
internal sealed class BulkRequest<TKey, TItem, TValue, TState>
    where TKey : struct, IEquatable<TKey>
{
    private readonly BulkSource<TKey, TItem, TValue, TState> _source;
    private readonly RegionCore<TKey, TValue> _region;
    private readonly BulkLoad<TKey, TItem, TValue, TState> _bulk;
    private readonly TValue[] _values;
    private readonly Dictionary<TKey, Flight<TKey, TValue>> _flights = [];
    private readonly List<(int Index, Flight<TKey, TValue> Flight)> _missing = [];
    private readonly List<Flight<TKey, TValue>> _joined = [];
    private BulkLoad<TKey, TItem, TValue, TState>? _renewal;
    private int _lateHits;

    public BulkRequest(BulkSource<TKey, TItem, TValue, TState> source, TValue[] values)
    {
        _source = source;
        _region = source.Region;
        _bulk = new BulkLoad<TKey, TItem, TValue, TState>(source);
        _values = values;
    }

    /// <summary>Answers the items from <paramref name="first"/> on; the ones before it were hits.</summary>
    public async ValueTask<IReadOnlyList<TValue>> RunAsync(
        IReadOnlyList<TItem> items, int first, CancellationToken cancellationToken)
    {
        try
        {
            Assign(items, first);
            await WhenLandedAsync(cancellationToken).ConfigureAwait(false);
            foreach ((int index, Flight<TKey, TValue> flight) in _missing)
            {
                // A deadline may be about to fail one of them while the load lands the others.
                await flight.WhenEnded(cancellationToken).ConfigureAwait(false);
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

    private void Assign(IReadOnlyList<TItem> items, int first)
    {
        try
        {
            // All keys before the first one is entered: what throws here fails nobody who joins.
            var keys = new TKey[_values.Length - first];
            var asked = new TItem[keys.Length];
            for (int i = 0; i < keys.Length; i++)
            {
                asked[i] = items[first + i];
                keys[i] = _source.KeyOf(_source.State, asked[i]);
            }

            for (int i = 0; i < keys.Length; i++)
            {
                Assign(first + i, asked[i], keys[i]);
            }
        }
        catch (Exception error)
        {
            // Others may already wait for the keys that were entered into the table.
            _bulk.Abort(error);
            _renewal?.Abort(error);
            throw;
        }

        _region.Counters.CountBulk(_lateHits, _missing.Count);
        if (_renewal is not null)
        {
            _region.Limit(_renewal);
            _renewal.StartInBackground();
        }

        if (_bulk.IsEmpty)
        {
            _bulk.End();
        }
        else
        {
            _region.Limit(_bulk);
            _bulk.Start();
        }
    }

    private void Assign(int index, TItem item, TKey key)
    {
        if (!_flights.TryGetValue(key, out Flight<TKey, TValue>? flight))
        {
            if (_source.Owner.TryGet(in key, out TValue? kept))
            {
                _values[index] = kept;
                return;
            }

            var newcomer = new BulkFlight<TKey, TValue>(in key, key.GetHashCode(), _bulk);
            Entrance<TKey, TValue> entrance = _region.Enter(newcomer);
            if (entrance.Entry is not null)
            {
                _values[index] = entrance.Entry.Value;
                _lateHits++;
                if (entrance.Flight is not null)
                {
                    Renew(newcomer, item);
                }

                return;
            }

            flight = entrance.Flight!;
            if (ReferenceEquals(flight, newcomer))
            {
                _bulk.Add(newcomer, item);
            }
            else
            {
                _joined.Add(flight);
            }

            _flights.Add(key, flight);
        }

        _missing.Add((index, flight));
    }

    /// <summary>What is to be renewed is loaded for nobody in particular, in a call of its own.</summary>
    private void Renew(BulkFlight<TKey, TValue> flight, TItem item)
    {
        _renewal ??= new BulkLoad<TKey, TItem, TValue, TState>(_source);
        flight.MoveTo(_renewal);
        _renewal.Add(flight, item);
        _region.Admit(flight);
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
