using System.Runtime.ExceptionServices;

namespace Rote.Caching;

/// <summary>The load of several keys in one call.</summary>
internal sealed class BulkLoad<TKey, TItem, TValue, TState> : LoadOperation
    where TKey : struct, IEquatable<TKey>
{
    private readonly RegionCore<TKey, TValue> _region;
    private readonly List<BulkFlight<TKey, TValue>> _flights = [];
    private readonly List<TItem> _items = [];
    private BulkSource<TKey, TItem, TValue, TState>? _source;

    public BulkLoad(BulkSource<TKey, TItem, TValue, TState> source)
    {
        _region = source.Region;
        _source = source;
    }

    public bool IsEmpty => _flights.Count == 0;

    /// <summary>The last flight to land: when it has, all have.</summary>
    public Flight<TKey, TValue> Last => _flights[^1];

    /// <summary>Adds a key before the load starts. Its flight is already in the table.</summary>
    public void Add(BulkFlight<TKey, TValue> flight, TItem item)
    {
        _flights.Add(flight);
        _items.Add(item);
    }

    /// <summary>Ends a load that never started.</summary>
    public void Abort(Exception error)
    {
        End();
        Fail(ExceptionDispatchInfo.Capture(error));
    }

    protected override void Run() => _ = RunAsync();

    protected override void OnAbandoned()
    {
        foreach (BulkFlight<TKey, TValue> flight in _flights)
        {
            _region.Withdraw(flight);
        }
    }

    protected override void OnTimedOut()
    {
        foreach (BulkFlight<TKey, TValue> flight in _flights)
        {
            _region.TimeOut(flight);
        }
    }

    protected override void OnForgotten()
    {
        _source = null;
        _items.Clear();
        foreach (BulkFlight<TKey, TValue> flight in _flights)
        {
            flight.Release();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            foreach (BulkFlight<TKey, TValue> flight in _flights)
            {
                _region.Prepare(flight);
            }

            TItem[] items = [.. _items];
            IReadOnlyList<TValue> loaded = await _source!.Load(_source.State, items, Token).ConfigureAwait(false);
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

    private void Fail(ExceptionDispatchInfo error)
    {
        foreach (BulkFlight<TKey, TValue> flight in _flights)
        {
            _region.Crash(flight, error);
        }
    }
}
