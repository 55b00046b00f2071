namespace Rote.Pooling;

/// <summary>How many HTTP connections a provider gets, and how long they live.</summary>
/// <remarks>
/// The framework's own pool does the work (<see cref="SocketsHttpHandler"/>). It has no count of idle connections to keep: what
/// is idle is closed after <see cref="IdleTimeout"/>, however many there are.
/// </remarks>
public sealed record ProviderHttpOptions
{
    /// <summary>
    /// Connections to each server of the provider at most; further requests wait. With HTTP/2, streams share a connection.
    /// Positive; default 100.
    /// </summary>
    public int MaxConnectionsPerServer { get; init; } = 100;

    /// <summary>Time after which an unused connection is closed. Not negative; default 30 seconds.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Age from which a connection gets no new request, so that changes of the provider's addresses are seen. Positive, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>; default 10 minutes.
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Time that it may take to connect. Positive, at most 49 days, or <see cref="Timeout.InfiniteTimeSpan"/>; default 5 seconds.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether more than one HTTP/2 connection may be opened when one has no stream left. Default: yes.</summary>
    public bool MultipleHttp2Connections { get; init; } = true;

    internal SocketsHttpHandler CreateHandler(string provider)
    {
        Check(
            provider, MaxConnectionsPerServer > 0, nameof(MaxConnectionsPerServer), MaxConnectionsPerServer, "a positive number");
        Check(provider, IdleTimeout >= TimeSpan.Zero, nameof(IdleTimeout), IdleTimeout, "zero or a positive time");
        Check(
            provider,
            MaxAge > TimeSpan.Zero || MaxAge == Timeout.InfiniteTimeSpan,
            nameof(MaxAge),
            MaxAge,
            "a positive time, or Timeout.InfiniteTimeSpan");
        Check(
            provider,
            OptionTimes.IsPositiveOrInfinite(ConnectTimeout),
            nameof(ConnectTimeout),
            ConnectTimeout,
            "a positive time of at most 49 days, or Timeout.InfiniteTimeSpan");
        return new SocketsHttpHandler
        {
            MaxConnectionsPerServer = MaxConnectionsPerServer,
            PooledConnectionIdleTimeout = IdleTimeout,
            PooledConnectionLifetime = MaxAge,
            ConnectTimeout = ConnectTimeout,
            EnableMultipleHttp2Connections = MultipleHttp2Connections,
        };
    }

    private static void Check(string provider, bool holds, string property, object value, string remedy)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(
                property, value, $"ProviderHttpOptions.{property} of provider '{provider}' is {value}. Use {remedy}.");
        }
    }
}
