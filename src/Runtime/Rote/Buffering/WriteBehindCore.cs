using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Rote.Execution;
using Rote.Monitoring;

namespace Rote.Buffering;

/// <summary>The engine of a write-behind buffer: who waits for what, and how it all ends.</summary>
/// <remarks>
/// One lock guards the backlog, its counts and the set of commits. Under it no bulk call, callback or continuation ever runs; of
/// foreign code only the equality of partitions, and the clock and timer of the <see cref="TimeProvider"/>.
/// </remarks>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "Closed by its decorator. The source has neither timer nor link: nothing to free.")]
internal sealed partial class WriteBehindCore<TPartition, TItem>
    where TPartition : struct, IEquatable<TPartition>
{
    /// <summary>More make the delay no longer: the longest is 49 days.</summary>
    private const int MostDoublings = 40;

    /// <summary>Retries that do not wait once the buffer is closed.</summary>
    private const int MostHastyRetries = 8;

    private static readonly TimeSpan LongestClosedDelay = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly WriteBehindPolicy _policy;
    private readonly Func<TPartition, TItem[], CancellationToken, ValueTask> _bulk;
    private readonly Action<TPartition, TItem>? _committed;
    private readonly DeadLetterOffice<TPartition, TItem> _office;
    private readonly BufferTelemetry _telemetry;
    private readonly WriteBacklog<TPartition, TItem> _backlog;
    private readonly HashSet<Commit<TPartition, TItem>> _running = [];
    private readonly List<DeadLetter> _returned = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Random _jitter;
    private ITimer? _timer;
    private bool _timerArmed;
    private bool _closed;
    private int _undelivered;

    public WriteBehindCore(
        WriteBehindPolicy policy,
        RoteOptions options,
        Func<TPartition, TItem[], CancellationToken, ValueTask> bulk,
        WriteBehindFunctions<TPartition, TItem> functions,
        ILogger? log)
    {
        _policy = policy;
        _bulk = bulk;
        _committed = functions.Committed;
        Time = options.TimeProvider;
        _office = new DeadLetterOffice<TPartition, TItem>(policy, options, functions.Arguments, log);
        _telemetry = new BufferTelemetry(policy.Operation);
        _backlog = new WriteBacklog<TPartition, TItem>(policy, options.TimeProvider);
        _jitter = new Random(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
    }

    public string Operation => _policy.Operation;

    public TimeProvider Time { get; }

    public WriteBehindStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                WriteTally tally = _backlog.Tally;
                return new WriteBehindStatistics(
                    tally.Accepted,
                    tally.Delivered,
                    tally.DeadLettered,
                    tally.Returned,
                    tally.Pending,
                    _backlog.WaitingForRoom,
                    tally.Commits,
                    tally.FailedCommits,
                    tally.Retries);
            }
        }
    }

    /// <summary>Commits on their way.</summary>
    public int Committing
    {
        get
        {
            lock (_gate)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>Partitions with anything that is not over.</summary>
    public int Partitions
    {
        get
        {
            lock (_gate)
            {
                return _backlog.Partitions;
            }
        }
    }

    private bool IsAcknowledgedEarly => _policy.Acknowledge == WriteAcknowledgement.OnEnqueue;

    public ValueTask AddAsync(in TPartition partition, TItem item, bool priority, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        object? caller = IsAcknowledgedEarly ? Caller.CaptureSpan() : Caller.Capture();
        PendingWrite<TPartition, TItem> write;
        lock (_gate)
        {
            if (_closed)
            {
                throw new ObjectDisposedException(
                    _policy.Operation, "The decorator is disposed. Dispose it after its last call.");
            }

            if (_returned.Count >= _policy.MaxPending)
            {
                throw RoteWriteBehindException.OfRefusal(_policy.Operation, _returned.Count);
            }

            write = _backlog.Add(in partition, item, priority);
            write.Caller = caller;
            GoOnUnderLock();
            if (IsAcknowledgedEarly && write.State != WriteState.Waiting)
            {
                return ValueTask.CompletedTask;
            }
        }

        return WaitAsync(write, cancellationToken);
    }

    public Task FlushAsync(CancellationToken cancellationToken)
    {
        FlushEpoch? epoch;
        lock (_gate)
        {
            epoch = _backlog.Flush();
            GoOnUnderLock();
        }

        return epoch is null ? Task.CompletedTask : WaitAsync(epoch, cancellationToken);
    }

    public ValueTask SettleAsync(in TPartition partition, CancellationToken cancellationToken)
    {
        FlushEpoch? epoch;
        lock (_gate)
        {
            epoch = _backlog.Flush(in partition);
            GoOnUnderLock();
        }

        return epoch is null ? ValueTask.CompletedTask : new ValueTask(epoch.WhenEnded(cancellationToken));
    }

    public ValueTask SettleAllAsync(CancellationToken cancellationToken)
    {
        FlushEpoch? epoch;
        lock (_gate)
        {
            epoch = _backlog.Flush();
            GoOnUnderLock();
        }

        return epoch is null ? ValueTask.CompletedTask : new ValueTask(epoch.WhenEnded(cancellationToken));
    }

    public IReadOnlyList<DeadLetter> TakeReturned()
    {
        lock (_gate)
        {
            DeadLetter[] taken = [.. _returned];
            _returned.Clear();
            return taken;
        }
    }

    /// <summary>A bulk call begins.</summary>
    public void BeginCall(int size)
    {
        lock (_gate)
        {
            _backlog.Tally.Commits++;
        }

        _telemetry.BeginCommit(size);
    }

    /// <summary>It has ended, or is left behind.</summary>
    public void EndCall(bool succeeded)
    {
        if (!succeeded)
        {
            lock (_gate)
            {
                _backlog.Tally.FailedCommits++;
            }
        }

        _telemetry.EndCommit(succeeded);
    }

    /// <summary>Waits before the next attempt: longer each time, never long once the buffer is closed.</summary>
    public async Task WaitBeforeRetryAsync(int attempt)
    {
        TimeSpan delay;
        lock (_gate)
        {
            _backlog.Tally.Retries++;
            double full = Math.Min(
                _policy.RetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, MostDoublings)),
                _policy.MaxRetryDelay.TotalMilliseconds);
            delay = TimeSpan.FromMilliseconds(full * (1 - (_jitter.NextDouble() / 2)));
        }

        try
        {
            await Task.Delay(delay, Time, _closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Disposal's deadline is better spent on the attempt itself.
            if (attempt > MostHastyRetries)
            {
                // But a store that stays down is not asked in a tight loop.
                delay = delay < LongestClosedDelay ? delay : LongestClosedDelay;
                await Task.Delay(delay, Time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes are in the store. Those that disposal has given up on stay given up.</summary>
    public void Deliver(IReadOnlyList<PendingWrite<TPartition, TItem>> writes)
    {
        var endings = new Endings();
        int delivered = 0;
        lock (_gate)
        {
            foreach (PendingWrite<TPartition, TItem> write in writes)
            {
                if (write.State == WriteState.Sent)
                {
                    delivered++;
                    endings.Add(write);
                    _backlog.Settle(write, WriteOutcome.Delivered, error: null, endings);
                }
            }

            AdmitUnderLock(endings);
        }

        _telemetry.Settle(WriteOutcome.Delivered, delivered);
        endings.Tell();
    }

    /// <summary>A commit makes no more calls.</summary>
    public void EndCommit(Commit<TPartition, TItem> commit)
    {
        var endings = new Endings();
        lock (_gate)
        {
            _running.Remove(commit);
            _backlog.EndCommit(commit.Partition);
            AdmitUnderLock(endings);
        }

        endings.Tell();
    }

    private async Task WaitAsync(FlushEpoch epoch, CancellationToken cancellationToken)
    {
        await epoch.WhenEnded(cancellationToken).ConfigureAwait(false);
        if (epoch.Undelivered > 0)
        {
            throw RoteWriteBehindException.OfFlush(_policy.Operation, epoch.Undelivered, epoch.Error);
        }
    }

    private async ValueTask WaitAsync(PendingWrite<TPartition, TItem> write, CancellationToken cancellationToken)
    {
        try
        {
            await write.WhenEnded(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (TryLeave(write))
            {
                throw;
            }

            // It has ended at the same moment: how, is being told.
            await write.WhenEnded(CancellationToken.None).ConfigureAwait(false);
        }

        write.GetResult();
    }

    /// <summary>A caller leaves: its write is taken back, where it is not sent.</summary>
    /// <returns>Whether the caller cannot know how its write ends.</returns>
    private bool TryLeave(PendingWrite<TPartition, TItem> write)
    {
        var endings = new Endings();
        bool takesBack;
        bool accepted;
        lock (_gate)
        {
            accepted = write.State != WriteState.Waiting;
            if (write.State == WriteState.Settled || (accepted && IsAcknowledgedEarly))
            {
                return false;
            }

            takesBack = write.State is WriteState.Waiting or WriteState.Queued;
            if (takesBack)
            {
                _backlog.TakeBack(write, endings);
                AdmitUnderLock(endings);
            }
        }

        _telemetry.Settle(WriteOutcome.Returned, takesBack && accepted ? 1 : 0);
        endings.Tell();
        return true;
    }

    private void AdmitUnderLock(Endings endings)
    {
        _backlog.Admit(endings);
        GoOnUnderLock();
    }

    /// <summary>Starts what can be started, and sees to the timer and to the end.</summary>
    private void GoOnUnderLock()
    {
        while (_running.Count < _policy.MaxConcurrentCommits && _backlog.TryTake(out PendingWrite<TPartition, TItem>[]? writes))
        {
            var commit = new Commit<TPartition, TItem>(this, _policy, writes, _bulk, _committed);
            _running.Add(commit);
            ThreadPool.UnsafeQueueUserWorkItem(commit, preferLocal: false);
        }

        if (_closed)
        {
            if (_backlog.IsEmpty)
            {
                _drained.TrySetResult();
            }
        }
        else if (!_timerArmed && _backlog.TryPeekDelay(out TimeSpan left))
        {
            ArmTimerUnderLock(left);
        }
    }

    private void ArmTimerUnderLock(TimeSpan left)
    {
        if (_timer is null)
        {
            CleanContext.Run(static state => ((WriteBehindCore<TPartition, TItem>)state!).CreateTimer(), this);
        }

        // Timers drop fractions of a millisecond: one armed for less would fire at once, over and over.
        var due = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left.TotalMilliseconds)));
        _timerArmed = _timer!.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void CreateTimer()
        => _timer = Time.CreateTimer(
            static state => ((WriteBehindCore<TPartition, TItem>)state!).OnDelayOver(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);

    private void OnDelayOver()
    {
        lock (_gate)
        {
            _timerArmed = false;
            _backlog.SealOverdue();
            GoOnUnderLock();
        }
    }
}
