using Rote.Buffering;
using Rote.Monitoring;

namespace Rote.Generated;

/// <summary>The aggregators of a decorator.</summary>
public sealed partial class DecoratorContext
{
    /// <summary>Makes an aggregator of samples.</summary>
    /// <typeparam name="TGroup">What the aggregates of a bulk call have in common.</typeparam>
    /// <typeparam name="TSeries">What samples belong to, within their group.</typeparam>
    /// <param name="policy">How samples are folded and delivered.</param>
    /// <param name="bulk">Stores aggregates.</param>
    /// <returns>The aggregator.</returns>
    /// <exception cref="ArgumentException">The policy makes no sense.</exception>
    public GroupedSampleAggregator<TGroup, TSeries> Aggregate<TGroup, TSeries>(
        AggregationPolicy policy, Func<TGroup, Aggregate<TSeries>[], CancellationToken, ValueTask> bulk)
        where TGroup : struct, IEquatable<TGroup>
        where TSeries : notnull
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bulk);
        var aggregator = new GroupedSampleAggregator<TGroup, TSeries>(
            policy, _options, _options.LoggerFactory?.CreateLogger(_service), bulk);
        Own(aggregator.Buffer, DepthInstruments.Aggregation);
        return aggregator;
    }
}
