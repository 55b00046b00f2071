using Rote.Buffering;
using Rote.Testing;

namespace Rote.Generators.Tests.Behaviour;

public sealed class AggregationBehaviourTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _time = new();
    private readonly RecordingSamples _store = new();
    private readonly List<LostAggregates> _lost = [];
    private readonly SamplesDecorator _samples;

    public AggregationBehaviourTests()
        => _samples = _store.Decorate(new RoteOptions { TimeProvider = _time, OnAggregatesLost = _lost.Add });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_SamplesOfABucket_AreStoredAsOneAggregate()
    {
        for (int i = 1; i <= 10; i++)
        {
            await _samples.RecordAsync("latency", i, Begin.AddMinutes(i), Token);
        }

        Assert.Empty(_store.Stored);
        _time.Advance(TimeSpan.FromMinutes(16));

        Aggregate<string> stored = Assert.Single(_store.Stored);
        Assert.Equal(("latency", 1, 10, 5.5, 10, 55, 10), (
            stored.Series, stored.Min, stored.Max, stored.Average, stored.Last, stored.Sum, stored.Count));
        Assert.Equal((Begin, Begin.AddMinutes(15), false), (stored.Start, stored.End, stored.IsPartial));
        await _samples.DisposeAsync();
    }

    [Fact]
    public async Task Price_WithoutATime_IsOfNowAndScopesAreNeverMixed()
    {
        await _samples.PriceAsync("ann", "pool", 1, 10m);
        _time.Advance(TimeSpan.FromMinutes(5));
        await _samples.PriceAsync("ann", "pool", 1, 20m);
        await _samples.PriceAsync("ann", "pool", 2, 30m);
        await _samples.PriceAsync("bob", "pool", 1, 40m);
        await _samples.DisposeAsync();

        Assert.Equal(["ann", "bob"], _store.Prices.Select(call => call.Tenant).Order());
        Assert.Equal(
            [(("pool", 1), 2, 15.0, Begin.AddMinutes(5)), (("pool", 2), 1, 30.0, Begin.AddMinutes(5))],
            _store.Prices.Single(call => call.Tenant == "ann").Prices
                .OrderBy(price => price.Series)
                .Select(price => (price.Series, (int)price.Count, price.Average, price.LastAt)));
        Assert.Equal(40, _store.Prices.Single(call => call.Tenant == "bob").Prices.Single().Last);
        Assert.All(_store.Prices.SelectMany(call => call.Prices), price => Assert.True(price.IsPartial));
    }

    [Fact]
    public async Task Flush_OnTheDecorator_StoresEveryOpenBucketAndThrowsWhatTheStoreThrows()
    {
        await _samples.RecordAsync("latency", 1, Begin, Token);
        await _samples.PriceAsync("ann", "pool", 1, 10m);

        await ((IFlushable)_samples).FlushAsync(Token);

        Assert.True(Assert.Single(_store.Stored).IsPartial);
        Assert.Single(_store.Prices);
        _store.IsDown = true;
        await _samples.RecordAsync("latency", 2, Begin, Token);
        await Assert.ThrowsAsync<IOException>(() => _samples.FlushAsync(Token));
        _store.IsDown = false;
        await _samples.FlushAsync(Token);
        Assert.Equal(2, _store.Stored.Sum(aggregate => aggregate.Count));
        await _samples.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => { _ = _samples.FlushAsync(Token); });
    }

    [Fact]
    public async Task Unfit_AMethodWhoseBulkMethodDoesNotTakeTheScope_IsForwarded()
    {
        await _samples.UnfitAsync("ann", "series", 1);
        await _samples.DisposeAsync();

        Assert.Equal(["ann series 1"], _store.Forwarded);
    }

    [Fact]
    public async Task Dispose_StoreDown_TellsWhatIsLostAndThrows()
    {
        _store.IsDown = true;
        await _samples.RecordAsync("latency", 1, Begin, Token);
        await Assert.ThrowsAsync<RoteDrainException>(async () => await _samples.DisposeAsync());

        var lost = Assert.IsType<LostAggregates<string>>(Assert.Single(_lost));
        Assert.Equal(("ISamples.RecordAsync", "latency"), (lost.Operation, lost.Aggregates.Single().Series));
        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await _samples.RecordAsync("latency", 1, Begin, Token));
    }

    [Fact]
    public async Task Dispose_Synchronously_DeliversWithoutWaiting()
    {
        await _samples.RecordAsync("latency", 1, Begin, Token);
        _samples.Dispose();

        Assert.Single(_store.Stored);
    }
}
