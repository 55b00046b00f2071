using Rote.Buffering;
using Rote.Testing;

namespace Rote.Tests.Buffering.Aggregation;

/// <summary>An aggregator of quarters of an hour, whose clock begins with 2026, and which looks every 10 seconds.</summary>
public abstract class AggregatorTestBase
{
    private protected static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected ManualTimeProvider Time { get; } = new();

    private protected AggregateStore Store { get; } = new();

    private protected List<LostAggregates<string>> Lost { get; } = [];

    private protected static DateTimeOffset At(double minutes) => Begin.AddMinutes(minutes);

    private protected SampleAggregator<string> Make(
        Func<AggregationPolicy, AggregationPolicy>? change = null,
        Action<SampleAggregatorOptions<string>>? configure = null)
    {
        var policy = new AggregationPolicy { Operation = "IMetrics.RecordAsync" };
        var options = new SampleAggregatorOptions<string> { TimeProvider = Time, OnLost = Lost.Add };
        configure?.Invoke(options);
        return new SampleAggregator<string>(change?.Invoke(policy) ?? policy, Store.StoreAsync, options);
    }

    private protected void Minutes(double minutes) => Time.Advance(TimeSpan.FromMinutes(minutes));
}
