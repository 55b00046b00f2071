using Microsoft.Extensions.Logging;

namespace Rote.Pooling;

/// <summary>How many connections a pool keeps, how long, and how long callers wait for one.</summary>
/// <remarks>Read once, when the pool is made; later changes have no effect on it.</remarks>
public sealed class ConnectionPoolOptions
{
    /// <summary>Name of the pool in metrics, logs and exceptions. Default: the connection's type.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// Connections that are kept open, used or not, once the pool has been asked for the first one. Default 0; at most
    /// <see cref="MaxConnections"/>.
    /// </summary>
    public int MinConnections { get; set; }

    /// <summary>
    /// Connections that are open or being opened at most. Nothing is opened while as many, and 100 at least, are still being
    /// closed. Positive; default 100.
    /// </summary>
    public int MaxConnections { get; set; } = 100;

    /// <summary>Callers that wait for a connection at most; more are refused at once. Positive; default 10,000.</summary>
    public int MaxWaiting { get; set; } = 10_000;

    /// <summary>
    /// Time after which an unused connection beyond the minimum is closed, give or take: never sooner, and a quarter later at
    /// most. Default 30 seconds; positive, at most 49 days, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Time that a caller waits for a connection, opening and health checks included. Default 5 seconds; positive, at most 49
    /// days, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan RentTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Time after which an opening is cancelled. It occupies one of <see cref="MaxConnections"/> until it has heeded its token.
    /// Default 5 seconds; positive, at most 49 days, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Time unused from which a connection is checked before it is rented, where there is a check. Zero: always. Default one
    /// second.
    /// </summary>
    public TimeSpan HealthCheckAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Time after which a health check counts as failed. Default one second; positive, at most 49 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan HealthCheckTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Rents after which a connection is replaced when it comes back. 0, the default: never.</summary>
    public int MaxOperations { get; set; }

    /// <summary>
    /// Age from which a connection is replaced, when it comes back or while it is unused; never while it is rented. Default:
    /// <see cref="Timeout.InfiniteTimeSpan"/>; otherwise positive and at most 49 days.
    /// </summary>
    public TimeSpan MaxAge { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Share by which <see cref="MaxOperations"/> and <see cref="MaxAge"/> of each connection are shortened at random, at most,
    /// so that they are not all replaced together. 0 to 100; default 10.
    /// </summary>
    public int JitterPercent { get; set; } = 10;

    /// <summary>
    /// Whether each rent remembers its call stack and time, for <see cref="ConnectionPool{TConnection}.GetRentals"/> and for the
    /// message of <see cref="PoolExhaustedException"/>. Costs microseconds and kilobytes a rent. Default: no.
    /// </summary>
    public bool DetectLeaks { get; set; }

    /// <summary>
    /// Time rented from which a connection is logged as leaked, once, with <see cref="DetectLeaks"/>. Default 30 seconds;
    /// positive, at most 49 days.
    /// </summary>
    public TimeSpan LeakAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Time that disposal gives to callers that wait, and to connections that are rented or being closed. Openings are cancelled
    /// then, and have a second more to end. Default 30 seconds; zero to wait for nothing, at most 49 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Seed of the jitter. Default: a different one in each pool.</summary>
    public int? Seed { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where failed openings, failed closings and leaks are logged. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// What suits a database: 10 to 100 connections, closed after 30 seconds without use and after 10,000 rents, and 5 seconds
    /// to wait for one.
    /// </summary>
    /// <returns>New options, to be changed at will.</returns>
    public static ConnectionPoolOptions ForDatabase() => new() { MinConnections = 10, MaxOperations = 10_000 };

    /// <summary>
    /// What suits a store in this process, such as a file or an embedded database: few connections, opened as they are needed
    /// and kept.
    /// </summary>
    /// <returns>New options, to be changed at will.</returns>
    public static ConnectionPoolOptions ForEmbeddedStore()
        => new() { MaxConnections = Math.Max(2, Environment.ProcessorCount * 2), IdleTimeout = Timeout.InfiniteTimeSpan };

    /// <summary>A copy, checked: later changes of the original do not reach the pool.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal ConnectionPoolOptions Snapshot(string defaultName)
    {
        Validate();
        var copy = (ConnectionPoolOptions)MemberwiseClone();
        copy.Name = string.IsNullOrEmpty(Name) ? defaultName : Name;
        return copy;
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names the property and the remedy.</exception>
    internal void Validate()
    {
        if (TimeProvider is null)
        {
            throw new ArgumentNullException(
                nameof(TimeProvider), "ConnectionPoolOptions.TimeProvider is null. Leave it alone or use TimeProvider.System.");
        }

        Check(MaxConnections > 0, nameof(MaxConnections), MaxConnections, "Use a positive number.");
        Check(
            MinConnections >= 0 && MinConnections <= MaxConnections,
            nameof(MinConnections),
            MinConnections,
            $"Use 0 to MaxConnections, which is {MaxConnections}.");
        Check(MaxWaiting > 0, nameof(MaxWaiting), MaxWaiting, "Use a positive number.");
        Check(MaxOperations >= 0, nameof(MaxOperations), MaxOperations, "Use a positive number, or 0 for no limit.");
        Check(JitterPercent is >= 0 and <= 100, nameof(JitterPercent), JitterPercent, "Use 0 to 100.");
        CheckPositive(IdleTimeout, nameof(IdleTimeout));
        CheckPositive(RentTimeout, nameof(RentTimeout));
        CheckPositive(OpenTimeout, nameof(OpenTimeout));
        CheckPositive(HealthCheckTimeout, nameof(HealthCheckTimeout));
        CheckPositive(MaxAge, nameof(MaxAge));
        Check(OptionTimes.IsPositive(LeakAfter), nameof(LeakAfter), LeakAfter, "Use a positive time below 49 days.");
        Check(
            OptionTimes.IsZeroOrPositive(HealthCheckAfter),
            nameof(HealthCheckAfter),
            HealthCheckAfter,
            "Use zero to check always, or a time below 49 days.");
        Check(
            OptionTimes.IsZeroOrPositiveOrInfinite(DrainTimeout),
            nameof(DrainTimeout),
            DrainTimeout,
            "Use zero to not wait, a time below 49 days, or Timeout.InfiniteTimeSpan to wait without end.");
    }

    private static void CheckPositive(TimeSpan value, string property)
        => Check(
            OptionTimes.IsPositiveOrInfinite(value),
            property,
            value,
            "Use a positive time below 49 days, or Timeout.InfiniteTimeSpan for no limit.");

    private static void Check(bool holds, string property, object value, string remedy)
        => OptionCheck.Property(holds, nameof(ConnectionPoolOptions), property, value, remedy);
}
