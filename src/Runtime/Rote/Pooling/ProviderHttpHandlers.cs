namespace Rote.Pooling;

/// <summary>One HTTP handler for each provider, so that a slow one cannot take the connections of the others.</summary>
/// <remarks>
/// Thread-safe. The handlers live as long as this object; clients are cheap, and may be made for each use. With
/// <c>IHttpClientFactory</c>, configure its primary handlers alike instead: its handlers have a lifetime of their own.
/// </remarks>
public sealed class ProviderHttpHandlers : IDisposable
{
    private readonly Dictionary<string, SocketsHttpHandler> _handlers = new(StringComparer.Ordinal);
    private volatile bool _isDisposed;

    /// <summary>Makes a handler for each provider.</summary>
    /// <param name="providers">The providers, by any name.</param>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public ProviderHttpHandlers(IEnumerable<KeyValuePair<string, ProviderHttpOptions>> providers)
    {
        ArgumentNullException.ThrowIfNull(providers);
        try
        {
            foreach ((string name, ProviderHttpOptions options) in providers)
            {
                ArgumentNullException.ThrowIfNull(options);
                _handlers.Add(name, options.CreateHandler(name));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The handler of a provider. Constant time.</summary>
    /// <param name="provider">Its name.</param>
    /// <returns>The handler. It stays this object's: do not dispose of it.</returns>
    /// <exception cref="ArgumentException">The provider is not known.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public SocketsHttpHandler For(string provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _handlers.TryGetValue(provider, out SocketsHttpHandler? handler)
            ? handler
            : throw new ArgumentException(
                $"No provider '{provider}' was configured, only: "
                + $"{string.Join(", ", _handlers.Keys.Order(StringComparer.Ordinal))}. Give its options to the constructor.",
                nameof(provider));
    }

    /// <summary>A client over the handler of a provider. Disposing of it leaves the handler alone.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <returns>A new client.</returns>
    /// <inheritdoc cref="For"/>
    public HttpClient CreateClient(string provider) => new(For(provider), disposeHandler: false);

    /// <summary>Closes the connections of all providers.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (SocketsHttpHandler handler in _handlers.Values)
        {
            handler.Dispose();
        }
    }
}
