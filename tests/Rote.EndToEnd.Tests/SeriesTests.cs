using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Rote.EndToEnd.Tests;

/// <summary>How many series the calls of many tenants make, and what is told of their arguments.</summary>
public sealed class SeriesTests
{
    private const int Calls = 1_000_000;
    private const int MostSeries = 200;
    private const string Canary = "canary";

    private readonly Lock _gate = new();
    private readonly HashSet<string> _series = [];
    private readonly HashSet<string> _told = [];
    private long _spans;

    [Fact]
    public async Task MillionTenantsAndArguments_Measured_MakeFewSeriesAndTellNothing()
    {
        using MeterListener meters = ListenToMeters();
        using ActivityListener activities = ListenToSpans();
        using var log = new TextLog(text => _told.Add(text));
        var options = new RoteOptions { TimeProvider = new HastyClock(), LoggerFactory = log };
        ITenantStore store = new FailingStore().Decorate(options);

        for (int i = 0; i < Calls; i++)
        {
            try
            {
                string type = i % 2 == 0 ? "episodic" : $"{Canary} type {i}";
                await store.GetAsync($"{Canary} tenant {i}", $"{Canary} query {i}", type, TestContext.Current.CancellationToken);
            }
            catch (InvalidOperationException)
            {
                // Every 999th call.
            }
        }

        Assert.Equal(Calls, _spans);
        lock (_gate)
        {
            Assert.Equal(4, _series.Count(series => series.StartsWith("db.client.operation.duration", StringComparison.Ordinal)));
            Assert.InRange(_series.Count, 1, MostSeries);
            Assert.Contains(_series, series => series.Contains("memory.type=_OTHER", StringComparison.Ordinal));
            Assert.Contains("memory.type=episodic", _told);
            Assert.Contains(_told, text => text.StartsWith("ITenantStore.GetAsync took", StringComparison.Ordinal));
            Assert.DoesNotContain(_series.Concat(_told), text => text.Contains(Canary, StringComparison.OrdinalIgnoreCase));
        }
    }

    private MeterListener ListenToMeters()
    {
        var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Rote")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Add(instrument, tags));
        meters.Start();
        return meters;
    }

    private ActivityListener ListenToSpans()
    {
        var activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Rote",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(activities);
        return activities;
    }

    private void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string series = instrument.Name;
        bool isOurs = false;
        foreach ((string name, object? value) in tags)
        {
            series += $" {name}={value}";
            isOurs |= Equals(value, "ITenantStore.GetAsync");
        }

        if (isOurs)
        {
            lock (_gate)
            {
                _series.Add(series);
            }
        }
    }

    private void Add(Activity span)
    {
        if (span.OperationName != "ITenantStore.GetAsync")
        {
            return;
        }

        lock (_gate)
        {
            _spans++;
            _told.Add($"{span.DisplayName} {span.StatusDescription}");
            _told.UnionWith(span.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}"));
            _told.UnionWith(span.Events.Select(static happened => happened.Name));
            _told.UnionWith(span.Baggage.Select(static item => $"{item.Key}={item.Value}"));
        }
    }

    private sealed class FailingStore : ITenantStore
    {
        private int _calls;

        // An odd number: calls of both types fail.
        public ValueTask<int> GetAsync(string tenant, string query, string type, CancellationToken ct)
            => ++_calls % 999 == 0
                ? ValueTask.FromException<int>(new InvalidOperationException($"No {query} of {tenant}."))
                : new ValueTask<int>(query.Length);
    }

    /// <summary>A second passes between any two looks at it.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _stamp;

        public override long GetTimestamp() => Interlocked.Add(ref _stamp, TimestampFrequency);
    }

    private sealed class TextLog(Action<string> write) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            write($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => write(formatter(state, exception) + exception);

        public void Dispose()
        {
            // It holds nothing.
        }
    }
}
