namespace Rote.Buffering;

/// <summary>
/// Tells when everything that came before a flush is over, in constant time for each write and each flush: a flush closes the
/// epoch in which calls are counted, and ends when that epoch and those before it have run empty. Belongs to the buffer's lock.
/// </summary>
internal sealed class FlushEpochs
{
    private readonly LinkedList<FlushEpoch> _closed = [];
    private FlushEpoch _open = new();

    /// <summary>Counts one call.</summary>
    public FlushEpoch Enter()
    {
        _open.Outstanding++;
        return _open;
    }

    /// <summary>What to wait for until everything counted so far is over; <see langword="null"/>: nothing.</summary>
    public FlushEpoch? Close()
    {
        if (_open.Outstanding == 0)
        {
            return _closed.Last?.Value;
        }

        FlushEpoch closed = _open;

        // What failed before the flush was asked for is not its business.
        closed.Undelivered = 0;
        closed.Error = null;
        _closed.AddLast(closed);
        _open = new FlushEpoch();
        return closed;
    }

    /// <summary>One call is over.</summary>
    /// <param name="epoch">Where it was counted.</param>
    /// <param name="error">Why it was not delivered; <see langword="null"/>: it was, or its caller took it back.</param>
    /// <param name="endings">Gets the flushes that have come to their end.</param>
    public void Leave(FlushEpoch epoch, Exception? error, Endings endings)
    {
        epoch.Outstanding--;
        if (error is not null)
        {
            epoch.Undelivered++;
            epoch.Error ??= error;
        }

        while (_closed.First is { Value: { Outstanding: 0 } first })
        {
            _closed.RemoveFirst();
            if (_closed.First is { } next)
            {
                next.Value.Undelivered += first.Undelivered;
                next.Value.Error = first.Error ?? next.Value.Error;
            }

            endings.Add(first);
        }
    }
}
