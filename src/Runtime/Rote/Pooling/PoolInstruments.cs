using System.Diagnostics.Metrics;
using Rote.Monitoring;

namespace Rote.Pooling;

/// <summary>
/// The instruments of all pools, named and cut as OpenTelemetry's conventions for database clients say. Pools of one name are
/// added up.
/// </summary>
/// <remarks>Thread-safe. Pools are held weakly.</remarks>
internal static class PoolInstruments
{
    public const string NameTag = "db.client.connection.pool.name";

    public static readonly Histogram<double> CreateTime = Time(
        "db.client.connection.create_time", "Time it took to open a connection.");

    public static readonly Histogram<double> WaitTime = Time(
        "db.client.connection.wait_time", "Time it took to get a connection from the pool.");

    public static readonly Histogram<double> UseTime = Time(
        "db.client.connection.use_time", "Time between a connection's rent and its return.");

    public static readonly Counter<long> Timeouts = RoteTelemetry.Meter.CreateCounter<long>(
        "db.client.connection.timeouts", "{timeout}", "Callers that waited for a connection in vain.");

    private static readonly KeyValuePair<string, object?> Idle = new("db.client.connection.state", "idle");
    private static readonly KeyValuePair<string, object?> Used = new("db.client.connection.state", "used");

    private static readonly WeakMembers<IObservedPool> Pools = new();

    /// <summary>Whether anybody asks how long rents take: only then is a clock read.</summary>
    public static bool TimesRents => WaitTime.Enabled || UseTime.Enabled;

    /// <summary>Shows a pool for as long as it lives.</summary>
    public static void Add(IObservedPool pool)
    {
        Pools.Add(pool);
        Observed.Touch();
    }

    private static Histogram<double> Time(string name, string description) => RoteTelemetry.Meter.CreateHistogram(
        name,
        "s",
        description,
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    private static IEnumerable<Measurement<long>> Each(Func<IObservedPool, long> number)
        => Pools.Living().GroupBy(static pool => pool.Name).Select(group => new Measurement<long>(
            group.Sum(number), new KeyValuePair<string, object?>(NameTag, group.Key)));

    private static IEnumerable<Measurement<long>> EachState()
    {
        foreach (IGrouping<string, IObservedPool> group in Pools.Living().GroupBy(static pool => pool.Name))
        {
            List<PoolStatistics> all = [.. group.Select(static pool => pool.GetStatistics())];
            var name = new KeyValuePair<string, object?>(NameTag, group.Key);
            yield return new Measurement<long>(all.Sum(static one => one.Idle), name, Idle);
            yield return new Measurement<long>(all.Sum(static one => one.Rented), name, Used);
        }
    }

    /// <summary>Made with the first pool.</summary>
    private static class Observed
    {
        static Observed()
        {
            Meter meter = RoteTelemetry.Meter;
            meter.CreateObservableUpDownCounter(
                "db.client.connection.max",
                static () => Each(static pool => pool.MaxConnections),
                "{connection}",
                "Connections that the pool holds at most.");
            meter.CreateObservableUpDownCounter(
                "db.client.connection.idle.min",
                static () => Each(static pool => pool.MinConnections),
                "{connection}",
                "Connections that are kept open, used or not.");
            meter.CreateObservableUpDownCounter(
                "db.client.connection.idle.max",
                static () => Each(static pool => pool.MaxConnections),
                "{connection}",
                "Connections that may be idle.");
            meter.CreateObservableUpDownCounter(
                "db.client.connection.pending_requests",
                static () => Each(static pool => pool.GetStatistics().Waiting),
                "{request}",
                "Callers that wait for a connection.");
            meter.CreateObservableUpDownCounter(
                "db.client.connection.count", EachState, "{connection}", "Connections that are open, by their state.");
        }

        public static void Touch()
        {
        }
    }
}
