using System.Diagnostics;

namespace Rote.Monitoring;

/// <summary>One reading of a stream: its items are counted, and the time that its reader waits for them is added up.</summary>
/// <remarks>
/// For one reader, as every enumerator. The time that the reader takes for itself between two items is not the store's, so it
/// counts for the span alone, which lasts from the first item asked for to the end. Each step runs under the span and
/// leaves the reader's own context as it was: these methods are asynchronous for that reason, too.
/// </remarks>
internal sealed class MeasuredReading<T>(OperationMonitor monitor, IAsyncEnumerator<T> reading, int series)
    : IAsyncEnumerator<T>
{
    private OperationMeasurement _measurement;
    private TimeSpan _waited;
    private long _items;
    private bool _hasBegun;
    private bool _hasEnded;

    public T Current => reading.Current;

    public async ValueTask<bool> MoveNextAsync()
    {
        if (_hasEnded)
        {
            return await reading.MoveNextAsync().ConfigureAwait(false);
        }

        Enter();
        long stamp = Stamp();
        bool hasItem;
        try
        {
            hasItem = await reading.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            AddTime(stamp);
            End(isAbandoned: false, error);
            throw;
        }

        AddTime(stamp);
        if (hasItem)
        {
            _items++;
        }
        else
        {
            End(isAbandoned: false, error: null);
        }

        return hasItem;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_hasBegun || _hasEnded)
        {
            await reading.DisposeAsync().ConfigureAwait(false);
            return;
        }

        Enter();
        long stamp = Stamp();
        try
        {
            await reading.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            AddTime(stamp);
            End(isAbandoned: true, error);
            throw;
        }

        AddTime(stamp);
        End(isAbandoned: true, error: null);
    }

    private void Enter()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _measurement = monitor.Start(series);
            return;
        }

        _measurement.Profile?.Enter();
        if (_measurement.Span is { } span)
        {
            Activity.Current = span;
        }
    }

    private long Stamp() => _measurement.Timed ? monitor.Stamp() : 0;

    private void AddTime(long stamp)
    {
        if (_measurement.Timed)
        {
            _waited += monitor.Since(stamp);
        }
    }

    private void End(bool isAbandoned, Exception? error)
    {
        _hasEnded = true;
        monitor.FinishStream(in _measurement, _waited, _items, isAbandoned, error);
    }
}
