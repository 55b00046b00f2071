using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rote.EndToEnd.Tests;

/// <summary>What a listener hears of a decorated store.</summary>
public sealed class MonitoredTests : IDisposable
{
    private readonly RecordingNoteStore _inner = new();
    private readonly INoteStore _store;
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;
    private readonly ConcurrentQueue<string> _measured = new();
    private readonly ConcurrentQueue<Activity> _spans = new();

    public MonitoredTests()
    {
        _store = _inner.Decorate();
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Rote")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rote",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_activities);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CachedMember_MissThenHit_CountsBothAndTimesTheMiss()
    {
        await _store.GetAsync("ada", "n1", Token);
        await _store.GetAsync("ada", "n1", Token);
        _meters.RecordObservableInstruments();

        Assert.Contains("db.client.operation.duration db.operation.name=INoteStore.GetAsync", _measured);
        Assert.Contains("cache.requests cache.name=INoteStore.GetAsync cache.request.type=miss", _measured);
        Assert.Contains("cache.requests cache.name=INoteStore.GetAsync cache.request.type=hit", _measured);
        Assert.Contains(_spans, span => span.DisplayName == "INoteStore.GetAsync");
    }

    [Fact]
    public async Task NamedMember_Failing_TellsTheTypeAndNothingElse()
    {
        _inner.Failure = new IOException("secret text");
        await Assert.ThrowsAsync<IOException>(() => _store.StoreAsync("secret user", new Note("secret id", ""), Token).AsTask());

        Assert.Contains("db.client.operation.duration db.operation.name=store note error.type=System.IO.IOException", _measured);
        Assert.DoesNotContain(_measured, line => line.Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain(
            _spans.SelectMany(span => span.TagObjects), tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var line = instrument.Name;
        foreach (var (name, value) in tags)
        {
            line += $" {name}={value}";
        }

        _measured.Enqueue(line);
    }
}
