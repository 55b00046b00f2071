using Rote.Monitoring;

namespace Rote.Buffering;

/// <summary>Folds numeric samples into buckets of time, and delivers one aggregate for each in place of its samples.</summary>
/// <typeparam name="TSeries">What samples belong to: a name, or a record of several.</typeparam>
/// <remarks>
/// <para>
/// Thread-safe. Adding a sample takes the lock of its series alone, and allocates nothing where its bucket is open. A bucket
/// includes its start and excludes its end. It is delivered at the first look
/// (<see cref="AggregationPolicy.FlushInterval"/>) at which the wall clock is past its end and
/// <see cref="AggregationPolicy.AllowedLateness"/>. Times of samples never close a bucket: one wild sample closes nothing. Where
/// the clock was set back, or a sample comes from the future, its bucket is delivered after twice its length all the same.
/// </para>
/// <para>
/// What comes later opens its bucket again, and is delivered in a further aggregate, marked
/// <see cref="Aggregate{TSeries}.IsPartial"/>, which the store merges with the first. So are the parts of buckets that were
/// sealed early: by a flush, by disposal, or because <see cref="AggregationPolicy.MaxBuckets"/> is reached.
/// </para>
/// <para>
/// A failed bulk call is made again at the next look, with the same aggregates. After
/// <see cref="AggregationPolicy.MaxAttempts"/> they are given up and reported. Every accepted sample ends in exactly one
/// delivered or reported aggregate.
/// </para>
/// </remarks>
public sealed class SampleAggregator<TSeries> : IAsyncDisposable, IDisposable
    where TSeries : notnull
{
    private readonly SampleAggregatorCore<Everybody, TSeries> _core;
    private readonly SampleAggregatorOptions<TSeries> _options;
    private readonly string _operation;

    /// <summary>Makes an aggregator.</summary>
    /// <param name="policy">How samples are folded and delivered.</param>
    /// <param name="bulk">
    /// Stores aggregates. One call at a time, in a clean execution context. Its token is cancelled when disposal runs out of
    /// time.
    /// </param>
    /// <param name="options">Its surroundings; <see langword="null"/>: the defaults.</param>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public SampleAggregator(
        AggregationPolicy policy,
        Func<IReadOnlyList<Aggregate<TSeries>>, CancellationToken, ValueTask> bulk,
        SampleAggregatorOptions<TSeries>? options = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bulk);
        _options = (options ?? new SampleAggregatorOptions<TSeries>()).Snapshot();
        _operation = policy.Operation;
        _core = new SampleAggregatorCore<Everybody, TSeries>(
            policy,
            _options.TimeProvider,
            _options.LoggerFactory?.CreateLogger("Rote.Buffering"),
            _options.OnLost,
            (_, aggregates, cancellationToken) => bulk(aggregates, cancellationToken));
        DepthInstruments.Aggregation.Add(_core);
    }

    /// <summary>What became of its samples. Linear in the number of series with an open bucket.</summary>
    public AggregationStatistics Statistics => _core.Statistics;

    /// <summary>Adds a sample.</summary>
    /// <param name="series">What it belongs to.</param>
    /// <param name="at">When it was taken.</param>
    /// <param name="value">The sample.</param>
    /// <param name="cancellationToken">Ends the wait for room; the sample is not accepted then.</param>
    /// <returns>
    /// Completes when the sample is accepted: at once, but for a sample that opens a bucket beyond
    /// <see cref="AggregationPolicy.MaxBuckets"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, and <see cref="NonFiniteSamples.Refuse"/>.</exception>
    /// <exception cref="ObjectDisposedException">The aggregator is disposed; the sample is not accepted.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask AddAsync(TSeries series, DateTimeOffset at, double value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        return _core.AddAsync(new SeriesKey<Everybody, TSeries>(default, series), at, value, cancellationToken);
    }

    /// <summary>Delivers all that was accepted before, also of buckets that are not over: those aggregates are partial.</summary>
    /// <param name="cancellationToken">Lets this caller leave; the delivery goes on.</param>
    /// <returns>Completes when everything is delivered.</returns>
    /// <exception cref="ObjectDisposedException">The aggregator is disposed.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <remarks>Throws what the first failed bulk call has thrown; its aggregates are kept and tried again.</remarks>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _core.FlushAsync(cancellationToken);

    /// <summary>
    /// Delivers what it holds, with one attempt, within <see cref="SampleAggregatorOptions{TSeries}.DrainTimeout"/>. Buckets that
    /// are not over are partial. What is not delivered is lost and reported.
    /// </summary>
    /// <returns>Completes when it is over.</returns>
    /// <exception cref="RoteDrainException">
    /// Aggregates were lost, and <see cref="SampleAggregatorOptions{TSeries}.OnLost"/> is not set.
    /// </exception>
    public async ValueTask DisposeAsync()
    {
        int lost = await _core.DrainAsync(_options.DrainTimeout).ConfigureAwait(false);
        if (lost > 0 && _options.OnLost is null)
        {
            throw RoteDrainException.For(_operation, lost, _options.DrainTimeout);
        }
    }

    /// <summary>Begins to deliver what it holds, without waiting. Prefer <see cref="DisposeAsync"/>, which waits.</summary>
    public void Dispose() => _core.Close();

    private readonly record struct Everybody;
}
