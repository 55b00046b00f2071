using Microsoft.Extensions.Logging;

namespace Rote.Buffering;

/// <summary>Folds the samples of a decorated method: as <see cref="SampleAggregator{TSeries}"/>, for several groups.</summary>
/// <typeparam name="TGroup">What the aggregates of a bulk call have in common. Those of two groups never share one.</typeparam>
/// <typeparam name="TSeries">What samples belong to, within their group.</typeparam>
/// <remarks>Thread-safe.</remarks>
public sealed class GroupedSampleAggregator<TGroup, TSeries>
    where TGroup : struct, IEquatable<TGroup>
    where TSeries : notnull
{
    private readonly SampleAggregatorCore<TGroup, TSeries> _core;
    private readonly TimeProvider _time;

    internal GroupedSampleAggregator(
        AggregationPolicy policy,
        RoteOptions options,
        ILogger? log,
        Func<TGroup, Aggregate<TSeries>[], CancellationToken, ValueTask> bulk)
    {
        _time = options.TimeProvider;
        _core = new SampleAggregatorCore<TGroup, TSeries>(policy, _time, log, options.OnAggregatesLost, bulk);
    }

    /// <summary>What became of its samples. Linear in the number of series with an open bucket.</summary>
    public AggregationStatistics Statistics => _core.Statistics;

    internal IBuffer Buffer => _core;

    /// <summary>Adds a sample of now.</summary>
    /// <inheritdoc cref="AddAsync(TGroup, TSeries, double, DateTimeOffset, CancellationToken)"/>
    public ValueTask AddAsync(TGroup group, TSeries series, double value, CancellationToken cancellationToken)
        => AddAsync(group, series, value, _time.GetUtcNow(), cancellationToken);

    /// <summary>Adds a sample.</summary>
    /// <param name="group">The group.</param>
    /// <param name="series">What it belongs to.</param>
    /// <param name="value">The sample.</param>
    /// <param name="at">When it was taken.</param>
    /// <param name="cancellationToken">Ends the wait for room; the sample is not accepted then.</param>
    /// <returns>Completes when the sample is accepted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, and <see cref="NonFiniteSamples.Refuse"/>.</exception>
    /// <exception cref="ObjectDisposedException">The decorator is disposed; the sample is not accepted.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask AddAsync(TGroup group, TSeries series, double value, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(series);
        return _core.AddAsync(new SeriesKey<TGroup, TSeries>(group, series), at, value, cancellationToken);
    }
}
