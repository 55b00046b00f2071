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
    private ExceptionDispatchInfo?[]? _errors;

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
        ExceptionDispatchInfo captured = ExceptionDispatchInfo.Capture(error);
        foreach (BulkFlight<TKey, TValue> flight in _flights)
        {
            _region.Crash(flight, captured);
        }

        Finish();
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

            await (_region.Level is { } level ? LoadThroughAsync(level) : LoadAllAsync()).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Abort(error);
        }
    }

    private async Task LoadAllAsync()
    {
        TValue[] values = await AskAsync([.. _items]).ConfigureAwait(false);
        for (int i = 0; i < values.Length; i++)
        {
            Keep(i, values[i], TimeSpan.MaxValue);
        }

        Land(values);
    }

    /// <summary>Asks the second level first, the store for the rest, and tells the level what the store said.</summary>
    private async Task LoadThroughAsync(SecondLevel<TKey, TValue> level)
    {
        TKey[] keys = [.. _flights.Select(static flight => flight.Key)];
        CacheTag[][] tags = [.. keys.Select(key => _region.TagsOf(in key))];
        LevelRead<TValue>[] reads = await level.ReadManyAsync(keys, tags, Token).ConfigureAwait(false);
        int[] missing = [.. Enumerable.Range(0, reads.Length)
            .Where(i => !_region.Accepts(_flights[i], reads[i].Found, reads[i].Remaining))];
        TValue[] loaded = missing.Length == 0
            ? []
            : await AskAsync([.. missing.Select(i => _items[i])]).ConfigureAwait(false);
        TValue[] values = [.. reads.Select(static read => read.Value!)];
        for (int i = 0; i < missing.Length; i++)
        {
            values[missing[i]] = loaded[i];
        }

        var lifetimes = new TimeSpan[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            bool known = Array.BinarySearch(missing, i) < 0;
            lifetimes[i] = Keep(i, values[i], known ? reads[i].Remaining : TimeSpan.MaxValue);
        }

        // Before anybody goes on who could dispose of the decorator.
        level.BeginWrite();
        Land(values);

        // Not waited for: the load has landed, and what fails from here on is no failure of its own.
        _ = WriteAsync(level, [.. missing.Select(i => reads[i].Ticket)], loaded, [.. missing.Select(i => lifetimes[i])]);
    }

    private static async Task WriteAsync(
        SecondLevel<TKey, TValue> level, LevelTicket?[] tickets, TValue[] values, TimeSpan[] lifetimes)
    {
        try
        {
            await level.WriteManyAsync(tickets, values, lifetimes, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            level.EndWrite();
        }
    }

    /// <summary>Asks the store: one value for each item, in their order.</summary>
    private async Task<TValue[]> AskAsync(TItem[] items)
    {
        IReadOnlyList<TValue> loaded = await _source!.Load(_source.State, items, Token).ConfigureAwait(false);
        RoteContractException.ThrowIfMisaligned(loaded, items.Length, _region.Name);
        var values = new TValue[items.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = loaded[i];
        }

        return values;
    }

    /// <summary>What the application's functions throw about a value fails its key, as in a single load, and no other.</summary>
    private TimeSpan Keep(int index, TValue value, TimeSpan limit)
    {
        try
        {
            return _region.Keep(_flights[index], value, limit);
        }
        catch (Exception error)
        {
            _errors ??= new ExceptionDispatchInfo?[_flights.Count];
            _errors[index] = ExceptionDispatchInfo.Capture(error);
            return TimeSpan.Zero;
        }
    }

    private void Land(TValue[] values)
    {
        End();
        for (int i = 0; i < values.Length; i++)
        {
            if (_errors?[i] is { } error)
            {
                _region.Crash(_flights[i], error);
            }
            else
            {
                _region.Land(_flights[i], values[i]);
            }
        }

        Finish();
    }
}
