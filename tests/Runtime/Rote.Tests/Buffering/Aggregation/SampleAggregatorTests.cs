using Rote.Buffering;

namespace Rote.Tests.Buffering.Aggregation;

public sealed class SampleAggregatorTests : AggregatorTestBase
{
    [Fact]
    public async Task AddAsync_SamplesOfABucket_AreDeliveredOnceAfterEndAndLateness()
    {
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("apr", At(1), 3, Ct);
        await aggregator.AddAsync("apr", At(14), 1, Ct);
        await aggregator.AddAsync("apr", At(7), 5, Ct);
        Minutes(15.4);
        Assert.Empty(Store.Calls);

        Minutes(0.2);

        Assert.Equal(
            new Aggregate<string>
            {
                Series = "apr",
                Start = At(0),
                End = At(15),
                Min = 1,
                Max = 5,
                Average = 3,
                Last = 1,
                LastAt = At(14),
                Sum = 9,
                Count = 3,
                IsPartial = false,
            },
            Assert.Single(Store.All));
        Minutes(60);
        Assert.Single(Store.Calls);
        Assert.Equal((3, 3), (aggregator.Statistics.AcceptedSamples, aggregator.Statistics.DeliveredSamples));
    }

    /// <summary>The guides took the last of a list for the last in time.</summary>
    [Fact]
    public async Task Last_OutOfOrderSamples_IsTheLatestInTimeAndOfSeveralTheOneThatCameLast()
    {
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("tvl", At(9), 1, Ct);
        await aggregator.AddAsync("tvl", At(9), 2, Ct);
        await aggregator.AddAsync("tvl", At(3), 3, Ct);
        await aggregator.FlushAsync(Ct);

        Assert.Equal((2, At(9)), (Store.All[0].Last, Store.All[0].LastAt));
    }

    [Fact]
    public async Task AddAsync_OnAnEdge_BelongsToTheBucketThatBeginsThere()
    {
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("s", At(15).AddTicks(-1), 1, Ct);
        await aggregator.AddAsync("s", At(15), 2, Ct);
        await aggregator.AddAsync("s", DateTimeOffset.MinValue, 3, Ct);
        await aggregator.AddAsync("s", DateTimeOffset.MaxValue, 4, Ct);
        await aggregator.AddAsync("s", DateTimeOffset.MaxValue, 4, Ct);
        await aggregator.FlushAsync(Ct);

        Assert.Equal(
            [(DateTimeOffset.MinValue, 3.0), (At(0), 1.0), (At(15), 2.0), (Store.All[^1].Start, 8.0)],
            Store.All.Select(aggregate => (aggregate.Start, aggregate.Sum)));
    }

    [Fact]
    public async Task AddAsync_LateSample_IsDeliveredInAPartialAggregateThatMerges()
    {
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("s", At(1), 10, Ct);
        Minutes(16);
        await aggregator.AddAsync("s", At(2), 20, Ct);
        Minutes(1);

        Assert.Equal([false, true], Store.All.Select(aggregate => aggregate.IsPartial));
        Aggregate<string> merged = Store.All[0].Merge(Store.All[1]);
        Assert.Equal((10, 20, 15, 20, 30, 2), (merged.Min, merged.Max, merged.Average, merged.Last, merged.Sum, merged.Count));
        Assert.False(merged.IsPartial);
        Assert.Equal(1, aggregator.Statistics.LateSamples);
    }

    [Fact]
    public async Task AddAsync_WithinLateness_IsNotLate()
    {
        await using SampleAggregator<string> aggregator = Make(
            policy => policy with { AllowedLateness = TimeSpan.FromMinutes(5) });
        await aggregator.AddAsync("s", At(1), 1, Ct);
        Minutes(19.9);
        await aggregator.AddAsync("s", At(2), 2, Ct);
        Minutes(0.2);

        Assert.Equal((2, false), (Store.All.Single().Count, Store.All.Single().IsPartial));
        Assert.Equal(0, aggregator.Statistics.LateSamples);
    }

    [Fact]
    public async Task FlushAsync_BucketNotOver_IsPartialAndSoIsWhatComesAfter()
    {
        await using SampleAggregator<string> aggregator = Make();
        Minutes(5);
        await aggregator.AddAsync("s", At(5), 1, Ct);
        await aggregator.FlushAsync(Ct);
        await aggregator.AddAsync("s", At(6), 2, Ct);
        await aggregator.AddAsync("s", At(16), 3, Ct);
        Minutes(30);

        Assert.Equal(
            [(At(0), true), (At(0), true), (At(15), false)],
            Store.All.Select(aggregate => (aggregate.Start, aggregate.IsPartial)));
    }

    [Fact]
    public async Task DisposeAsync_OpenBuckets_AreDeliveredAsPartial()
    {
        SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("a", At(1), 1, Ct);
        await aggregator.AddAsync("b", At(1), 1, Ct);
        await aggregator.DisposeAsync();

        Assert.Equal(["a", "b"], Store.All.Select(aggregate => aggregate.Series).Order());
        Assert.All(Store.All, aggregate => Assert.True(aggregate.IsPartial));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await aggregator.AddAsync("a", At(1), 1, Ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => aggregator.FlushAsync(Ct));
        await aggregator.DisposeAsync();
        Assert.Equal(0, Time.ArmedTimers);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task AddAsync_NotFinite_IsRefusedOrCountedAndSpoilsNothing(double value)
    {
        await using SampleAggregator<string> refusing = Make();
        await using SampleAggregator<string> counting = Make(policy => policy with { NonFinite = NonFiniteSamples.Count });
        await refusing.AddAsync("s", At(1), 1, Ct);
        await counting.AddAsync("s", At(1), 1, Ct);

        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await refusing.AddAsync("s", At(1), value, Ct));
        Assert.Equal(value, error.ActualValue);
        Assert.Contains("IMetrics.RecordAsync", error.Message, StringComparison.Ordinal);
        await counting.AddAsync("s", At(1), value, Ct);
        Assert.Equal((1, 1), (counting.Statistics.AcceptedSamples, counting.Statistics.NonFiniteSamples));
        await refusing.FlushAsync(Ct);
        await counting.FlushAsync(Ct);
        Assert.All(Store.All, aggregate => Assert.Equal((1, 1), (aggregate.Sum, aggregate.Count)));
    }

    [Fact]
    public async Task Sum_CancellingAndOverflowingSamples_IsRight()
    {
        await using SampleAggregator<string> aggregator = Make();
        foreach (double value in new[] { 1e100, 1, -1e100 })
        {
            await aggregator.AddAsync("cancelling", At(1), value, Ct);
        }

        foreach (double value in new[] { double.MaxValue, double.MaxValue, -double.MaxValue, 1.0 })
        {
            await aggregator.AddAsync("over and back", At(1), value, Ct);
        }

        foreach (double value in new[] { double.MaxValue, double.MaxValue, double.MaxValue })
        {
            await aggregator.AddAsync("over", At(1), value, Ct);
        }

        for (int i = 0; i < 1_000_000; i++)
        {
            await aggregator.AddAsync("tenths", At(1), 0.1, Ct);
        }

        await aggregator.FlushAsync(Ct);
        var all = Store.All.ToDictionary(aggregate => aggregate.Series);
        Assert.Equal(1, all["cancelling"].Sum);
        Assert.Equal(double.MaxValue, all["over and back"].Sum);
        Assert.Equal((double.PositiveInfinity, double.MaxValue), (all["over"].Sum, all["over"].Average));
        Assert.Equal((100_000, 0.1), (all["tenths"].Sum, all["tenths"].Average));
    }

    [Fact]
    public async Task MinAndMax_Zeros_KeepTheirSigns()
    {
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("s", At(1), 0.0, Ct);
        await aggregator.AddAsync("s", At(1), -0.0, Ct);
        await aggregator.FlushAsync(Ct);

        Aggregate<string> zeros = Store.All.Single();
        Assert.True(double.IsNegative(zeros.Min));
        Assert.False(double.IsNegative(zeros.Max));
        Assert.True(double.IsNegative(zeros.Last));
        Assert.Equal(0, zeros.Sum);
    }

    [Fact]
    public void Merge_OtherSeriesOrBucket_IsRefused()
    {
        Aggregate<string> one = Single("a", At(0));

        Assert.Throws<ArgumentException>(() => one.Merge(Single("b", At(0))));
        Assert.Throws<ArgumentException>(() => one.Merge(Single("a", At(15))));
        Assert.Equal(2, one.Merge(one).Count);
    }

    [Fact]
    public void Constructor_PolicyThatMakesNoSense_SaysWhichAndWhatToDo()
    {
        AssertRefused(policy => policy with { BucketLength = TimeSpan.Zero }, "BucketLength");
        AssertRefused(policy => policy with { BucketLength = TimeSpan.FromDays(400) }, "BucketLength");
        AssertRefused(policy => policy with { Offset = TimeSpan.FromHours(24) }, "Offset");
        AssertRefused(policy => policy with { TimeZone = TimeZoneInfo.Utc }, "TimeZone");
        AssertRefused(policy => policy with { AllowedLateness = TimeSpan.FromTicks(-1) }, "AllowedLateness");
        AssertRefused(policy => policy with { FlushInterval = TimeSpan.Zero }, "FlushInterval");
        AssertRefused(policy => policy with { MaxBatchSize = 0 }, "MaxBatchSize");
        AssertRefused(policy => policy with { MaxBuckets = 0 }, "MaxBuckets");
        AssertRefused(policy => policy with { MaxAttempts = 0 }, "MaxAttempts");
        AssertRefused(policy => policy with { NonFinite = (NonFiniteSamples)9 }, "NonFinite");
        Assert.Throws<ArgumentException>(() => Make(policy => policy with { Operation = "" }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(configure: o => o.DrainTimeout = TimeSpan.FromDays(-1)));
        Assert.Throws<ArgumentNullException>(() => Make(configure: options => options.TimeProvider = null!));
    }

    private static Aggregate<string> Single(string series, DateTimeOffset start) => new()
    {
        Series = series,
        Start = start,
        End = start.AddMinutes(15),
        Min = 1,
        Max = 1,
        Average = 1,
        Last = 1,
        LastAt = start,
        Sum = 1,
        Count = 1,
        IsPartial = false,
    };

    private void AssertRefused(Func<AggregationPolicy, AggregationPolicy> change, string property)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Make(change));
        Assert.Equal(property, error.ParamName);
        Assert.Contains("IMetrics.RecordAsync", error.Message, StringComparison.Ordinal);
    }
}
