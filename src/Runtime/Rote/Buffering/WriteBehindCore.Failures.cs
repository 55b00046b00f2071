using System.Runtime.ExceptionServices;

namespace Rote.Buffering;

/// <content>What becomes of writes that are not delivered: failures, and what disposal gives up on.</content>
internal sealed partial class WriteBehindCore<TPartition, TItem>
{
    public void Close()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            _timer?.Dispose();
            _backlog.SealForEver();
            GoOnUnderLock();
        }

        // Who waits before a retry, waits no longer.
        _ = _closing.CancelAsync();
    }

    public async Task<int> DrainAsync(TimeSpan timeout)
    {
        Close();
        try
        {
            await _drained.Task.WaitAsync(timeout, Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await GiveUpAsync(timeout).ConfigureAwait(false);

            // What failed by itself may still be with the dead-letter callback, which has a limit of its own.
            await _drained.Task.ConfigureAwait(false);
        }

        lock (_gate)
        {
            // What disposal gave up on and nobody took is among the returned, and not counted twice.
            return _undelivered + _returned.Count(static letter => letter.Reason != DeadLetterReason.Drain);
        }
    }

    /// <summary>Writes failed for good: offers them to the dead-letter callback, and tells their callers.</summary>
    public async Task FailAsync(IEnumerable<FailedWrite<TPartition, TItem>> failed)
    {
        List<FailedWrite<TPartition, TItem>> claimed;
        lock (_gate)
        {
            claimed = [.. failed.Where(static one => one.Write.State == WriteState.Sent)];
            ClaimUnderLock(claimed);
        }

        await HandOverAsync(claimed).ConfigureAwait(false);
    }

    private static void ClaimUnderLock(List<FailedWrite<TPartition, TItem>> claimed)
    {
        foreach (FailedWrite<TPartition, TItem> one in claimed)
        {
            one.Write.State = WriteState.Failed;
        }
    }

    private async Task HandOverAsync(List<FailedWrite<TPartition, TItem>> claimed)
    {
        if (claimed.Count == 0)
        {
            return;
        }

        bool taken = await _office.TryHandOverAsync(claimed).ConfigureAwait(false);
        List<DeadLetter> kept = taken || !IsAcknowledgedEarly ? [] : _office.LettersOf(claimed);
        WriteOutcome outcome = taken ? WriteOutcome.DeadLettered : WriteOutcome.Returned;
        var endings = new Endings();
        lock (_gate)
        {
            _returned.AddRange(kept);
            foreach (FailedWrite<TPartition, TItem> one in claimed)
            {
                endings.Add(one.Write, ExceptionDispatchInfo.Capture(one.Error));
                _backlog.Settle(one.Write, outcome, one.Error, endings);
            }

            AdmitUnderLock(endings);
        }

        _telemetry.Settle(outcome, claimed.Count);
        endings.Tell();
    }

    private async Task GiveUpAsync(TimeSpan timeout)
    {
        var endings = new Endings();
        List<FailedWrite<TPartition, TItem>> claimed = [];
        Commit<TPartition, TItem>[] running;
        lock (_gate)
        {
            running = [.. _running];
            var sent = running.SelectMany(static commit => commit.Writes)
                .Where(static write => write.State == WriteState.Sent)
                .ToList();
            (List<PendingWrite<TPartition, TItem>> waiting, List<PendingWrite<TPartition, TItem>> queued) = _backlog.Unsent();
            _undelivered = sent.Count + queued.Count + waiting.Count;
            RoteDrainException error = RoteDrainException.For(_policy.Operation, _undelivered, timeout);
            claimed.AddRange(sent.Select(write => new FailedWrite<TPartition, TItem>(
                write, DeadLetterReason.Drain, error, MayBeStored: true)));
            claimed.AddRange(queued.Select(write => new FailedWrite<TPartition, TItem>(
                write, DeadLetterReason.Drain, error, MayBeStored: false)));
            ClaimUnderLock(claimed);
            queued.ForEach(_backlog.Withdraw);
            foreach (PendingWrite<TPartition, TItem> write in waiting)
            {
                endings.Add(write, ExceptionDispatchInfo.Capture(error));
                _backlog.Refuse(write, error, endings);
            }
        }

        Array.ForEach(running, static commit => commit.Abandon());
        endings.Tell();
        await HandOverAsync(claimed).ConfigureAwait(false);
    }
}
