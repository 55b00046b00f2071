using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Rote.Execution;
using Rote.Monitoring;

namespace Rote.Buffering;

/// <summary>Folds samples, seals their buckets, and delivers the aggregates.</summary>
/// <remarks>
/// Thread-safe. Locks, in their order: that of a series, then that of the delivery. One seals and delivers at a time: whoever
/// holds <see cref="_pumping"/>. Every open bucket and every undelivered aggregate holds one of <see cref="_slots"/>.
/// </remarks>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "Semaphores without a wait handle have nothing to free, and callers may still come. The timer is.")]
internal sealed class SampleAggregatorCore<TGroup, TSeries> : IBuffer
    where TGroup : struct, IEquatable<TGroup>
    where TSeries : notnull
{
    /// <summary>The share of the bound that is sealed early at once: one by one, each would look through all series.</summary>
    private const int EarlyShare = 8;

    /// <summary>The last instant begins no bucket of its own.</summary>
    private static readonly long LastTick = DateTime.MaxValue.Ticks - 1;

    private readonly AggregationPolicy _policy;
    private readonly TimeProvider _time;
    private readonly AggregateDelivery<TGroup, TSeries> _delivery;
    private readonly AggregationReporter<TSeries> _reporter;
    private readonly BucketTable<TGroup, TSeries> _table;
    private readonly SemaphoreSlim _slots;
    private readonly SemaphoreSlim _pumping = new(1, 1);
    private readonly ITimer _timer;
    private long _nonFinite;
    private int _waiting;
    private bool _wantsRoom;
    private int _isAbandoned;
    private Task? _finalPump;

    public SampleAggregatorCore(
        AggregationPolicy policy,
        TimeProvider time,
        ILogger? log,
        Action<LostAggregates<TSeries>>? onLost,
        Func<TGroup, Aggregate<TSeries>[], CancellationToken, ValueTask> bulk)
    {
        _policy = policy.Validated();
        _time = time;
        _reporter = new AggregationReporter<TSeries>(policy.Operation, log, onLost);
        _table = new BucketTable<TGroup, TSeries>(policy, time);
        _slots = new SemaphoreSlim(policy.MaxBuckets);
        _delivery = new AggregateDelivery<TGroup, TSeries>(policy, _reporter, bulk, freed => _slots.Release(freed));
        ITimer? timer = null;

        // Timers drop fractions of a millisecond: a period of less would be none.
        var interval = TimeSpan.FromMilliseconds(Math.Ceiling(policy.FlushInterval.TotalMilliseconds));

        // In a clean context, or the timer would hold that of whoever makes the aggregator, and deliver in it.
        CleanContext.Run(
            _ => timer = time.CreateTimer(
                static core => ((SampleAggregatorCore<TGroup, TSeries>)core!).OnTick(),
                this,
                interval,
                interval),
            null);
        _timer = timer!;
    }

    public string Operation => _policy.Operation;

    public AggregationStatistics Statistics
    {
        get
        {
            (int buckets, long samples) = _table.Count();
            return _delivery.Count(buckets, samples) with
            {
                LateSamples = _table.LateSamples,
                NonFiniteSamples = Interlocked.Read(ref _nonFinite),
            };
        }
    }

    public ValueTask AddAsync(
        in SeriesKey<TGroup, TSeries> key, DateTimeOffset at, double value, CancellationToken cancellationToken)
    {
        if (!double.IsFinite(value))
        {
            return RefuseNonFinite(value);
        }

        long utcTicks = Math.Min(at.UtcTicks, LastTick);
        if (_table.TryAdd(in key, utcTicks, value))
        {
            return ValueTask.CompletedTask;
        }

        ObjectDisposedException.ThrowIf(_table.IsClosed, this);
        if (!_slots.Wait(0, CancellationToken.None))
        {
            return OpenLaterAsync(key, utcTicks, value, cancellationToken);
        }

        Open(in key, utcTicks, value);
        return ValueTask.CompletedTask;
    }

    /// <summary>Seals everything and delivers it, with what was not delivered before.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_table.IsClosed, this);
        Exception? failure;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _delivery.Abandoned);
        try
        {
            await _pumping.WaitAsync(leaving.Token).ConfigureAwait(false);
            failure = await StartPump(PumpKind.Flush).WaitAsync(leaving.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // The store hangs, and disposal has given up on it: so does a flush.
            throw new ObjectDisposedException(_policy.Operation, "Disposal gave up on what was being flushed.");
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>By the slots that are taken: looking through the series would take their locks.</summary>
    public HeldBack CountHeld() => new(
        Math.Max(0, _policy.MaxBuckets - _slots.CurrentCount), _delivery.InFlight, Volatile.Read(ref _waiting));

    public void Close() => _ = CloseAsync();

    public async Task<int> DrainAsync(TimeSpan timeout)
    {
        await CloseAsync().WaitAsync(timeout, _time, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Abandon();
        return _delivery.LostAggregates;
    }

    private ValueTask RefuseNonFinite(double value)
    {
        if (_policy.NonFinite == NonFiniteSamples.Refuse)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                $"A sample of '{_policy.Operation}' is not a finite number. Leave it out, or set NonFiniteSamples.Count.");
        }

        Interlocked.Increment(ref _nonFinite);
        _reporter.NonFinite();
        return ValueTask.CompletedTask;
    }

    private async ValueTask OpenLaterAsync(
        SeriesKey<TGroup, TSeries> key, long utcTicks, double value, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            RequestRoom();
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        Open(in key, utcTicks, value);
    }

    /// <summary>Adds a sample with a slot in hand, which goes back where the bucket needed none.</summary>
    private void Open(in SeriesKey<TGroup, TSeries> key, long utcTicks, double value)
    {
        bool? opened = _table.Open(in key, utcTicks, value);
        if (opened != true)
        {
            _slots.Release();
        }

        ObjectDisposedException.ThrowIf(opened is null, this);
    }

    private void OnTick()
    {
        if (_pumping.Wait(0, CancellationToken.None))
        {
            _ = StartPump(PumpKind.Tick);
        }
    }

    /// <summary>Has the oldest buckets delivered early, by whoever pumps now or by a pump of its own.</summary>
    private void RequestRoom()
    {
        Volatile.Write(ref _wantsRoom, true);
        if (_pumping.Wait(0, CancellationToken.None))
        {
            _ = StartPump(PumpKind.Room);
        }
    }

    private Task CloseAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? earlier = Interlocked.CompareExchange(ref _finalPump, done.Task, null);
        if (earlier is not null)
        {
            return earlier;
        }

        _table.Close();

        // One slot too many, and nobody can use it: callers that wait for room find the table closed, and pass it on.
        _slots.Release();
        _ = PumpFinallyAsync(done);
        return done.Task;
    }

    private async Task PumpFinallyAsync(TaskCompletionSource done)
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _pumping.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        await StartPump(PumpKind.Final).ConfigureAwait(false);
        done.TrySetResult();
    }

    /// <summary>Seals and delivers, in a clean context. The caller has <see cref="_pumping"/>, which is given back.</summary>
    private Task<Exception?> StartPump(PumpKind kind)
    {
        var pump = new Pump(this, kind);
        CleanContext.Run(static pump => ((Pump)pump!).Start(), pump);
        return pump.Task;
    }

    /// <summary>The first failure of a delivery. Throws nothing.</summary>
    private async Task<Exception?> PumpAsync(PumpKind kind)
    {
        Exception? failure;
        bool freed;
        try
        {
            do
            {
                Volatile.Write(ref _wantsRoom, false);
                Seal(kind);
                (freed, failure) = await _delivery.DeliverAsync(kind).ConfigureAwait(false);
                kind = kind == PumpKind.Tick ? PumpKind.Room : kind;
            }
            while (kind == PumpKind.Room && freed && Volatile.Read(ref _waiting) > 0);
        }
        finally
        {
            _pumping.Release();
        }

        // Somebody came for room while the last look was over.
        if (Volatile.Read(ref _wantsRoom) && !_table.IsClosed)
        {
            RequestRoom();
        }

        return failure;
    }

    private void Seal(PumpKind kind)
    {
        var fresh = new Dictionary<TGroup, SealedAggregates<TGroup, TSeries>>();
        List<SealedAggregates<TGroup, TSeries>> chunks = [];
        void Receive(TGroup group, Aggregate<TSeries> aggregate)
        {
            if (!fresh.TryGetValue(group, out SealedAggregates<TGroup, TSeries>? chunk)
                || chunk.Items.Count >= _policy.MaxBatchSize)
            {
                fresh[group] = chunk = new SealedAggregates<TGroup, TSeries>(group);
                chunks.Add(chunk);
            }

            chunk.Add(in aggregate);
        }

        if (kind is PumpKind.Flush or PumpKind.Final)
        {
            _table.SealAll(Receive);
        }
        else
        {
            _table.SealEnded(Receive);
            if (chunks.Count == 0 && Volatile.Read(ref _waiting) > 0)
            {
                _table.SealOldest(Math.Max(1, _policy.MaxBuckets / EarlyShare), Receive);
            }
        }

        _delivery.Take(chunks);
    }

    /// <summary>Gives up on what is held. Nothing is left where the final pump has ended.</summary>
    private void Abandon()
    {
        if (Interlocked.Exchange(ref _isAbandoned, 1) == 0)
        {
            // With what the pump that hangs has not come to seal.
            Seal(PumpKind.Final);
            _delivery.Abandon();
        }
    }

    private sealed class Pump(SampleAggregatorCore<TGroup, TSeries> core, PumpKind kind)
    {
        public Task<Exception?> Task { get; private set; } = null!;

        public void Start() => Task = core.PumpAsync(kind);
    }
}
