using Rote.Buffering;
using Rote.Testing;

namespace Rote.EndToEnd.Tests;

/// <summary>What is aggregated goes through the pipeline once for each attempt of its buffer.</summary>
[Collection(nameof(ResilientTests))]
public sealed class ResilientSamplesTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Samples _inner = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Aggregated_StoreFailsAndTheBreakerOpens_EverySampleIsStoredOnce()
    {
        var store = _inner.Decorate(new RoteOptions { TimeProvider = _time });
        for (int i = 1; i <= 10; i++)
        {
            await store.RecordAsync("latency", i, Token);
        }

        _inner.Fails = true;
        for (int flush = 1; flush <= 3; flush++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => store.FlushAsync(Token));
            Assert.Equal(Math.Min(flush, 2), _inner.Calls);
        }

        _inner.Fails = false;
        _time.Advance(TimeSpan.FromMilliseconds(1001));
        await store.FlushAsync(Token);
        await store.DisposeAsync();

        Assert.Equal(3, _inner.Calls);
        Aggregate<string> stored = Assert.Single(_inner.Stored);
        Assert.Equal((10, 55), (stored.Count, stored.Sum));
    }

    [Fact]
    public void Aggregated_RetriesInThePipeline_AreRefused()
    {
        var options = new RoteOptions();
        options.Resilience["IResilientSamples.RecordAsync"] = new() { Retries = 1 };

        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => _inner.Decorate(options));
        Assert.Contains("[Aggregated]", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Samples : IResilientSamples
    {
        public int Calls { get; private set; }

        public bool Fails { get; set; }

        public List<Aggregate<string>> Stored { get; } = [];

        public ValueTask RecordAsync(string series, double value, CancellationToken ct) => throw new NotSupportedException();

        public Task StoreAsync(IReadOnlyList<Aggregate<string>> aggregates, CancellationToken ct)
        {
            Calls++;
            if (Fails)
            {
                throw new IOException("down");
            }

            Stored.AddRange(aggregates);
            return Task.CompletedTask;
        }
    }
}
