using System.Runtime.ExceptionServices;

namespace Rote.Caching;

/// <summary>The load of several keys in one call.</summary>
internal sealed class BulkLoad<TKey, TItem, TValue, TState> : LoadOperation
    where TKey : struct, IEquatable<TKey>
{
    private readonly CacheRegion<TKey, TValue> _region;
    private readonly TState _state;
    private readonly Func<TState, TItem[], CancellationToken, ValueTask<IReadOnlyList<TValue>>> _load;
    private readonly List<Flight<TKey, TValue>> _flights = [];
    private readonly List<TItem> _items = [];

    public BulkLoad(
        CacheRegion<TKey, TValue> region,
        TState state,
        Func<TState, TItem[], CancellationToken, ValueTask<IReadOnlyList<TValue>>> load)
    {
        _region = region;
        _state = state;
        _load = load;
    }

    public bool IsEmpty => _flights.Count == 0;

    /// <summary>The last flight to land: when it has, all have.</summary>
    public Flight<TKey, TValue> Last => _flights[^1];

    /// <summary>Adds a key before the load starts. Its flight is already in the table.</summary>
    public void Add(Flight<TKey, TValue> flight, TItem item)
    {
        _flights.Add(flight);
        _items.Add(item);
    }

    /// <summary>Ends a load that never started.</summary>
    public void Abort(Exception error)
    {
        End();
        ExceptionDispatchInfo captured = ExceptionDispatchInfo.Capture(error);
        foreach (Flight<TKey, TValue> flight in _flights)
        {
            _region.Crash(flight, captured);
        }
    }

    protected override async Task RunAsync()
    {
        try
        {
            TItem[] items = [.. _items];
            IReadOnlyList<TValue> loaded = await _load(_state, items, Token).ConfigureAwait(false);
            RoteContractException.ThrowIfMisaligned(loaded, items.Length, _region.Name);
            var values = new TValue[items.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = loaded[i];
            }

            for (int i = 0; i < values.Length; i++)
            {
                _region.Keep(_flights[i], values[i]);
            }

            End();
            for (int i = 0; i < values.Length; i++)
            {
                _region.Land(_flights[i], values[i]);
            }
        }
        catch (Exception error)
        {
            Abort(error);
        }
    }

    protected override void OnAbandoned()
    {
        foreach (Flight<TKey, TValue> flight in _flights)
        {
            _region.Withdraw(flight);
        }
    }
}
