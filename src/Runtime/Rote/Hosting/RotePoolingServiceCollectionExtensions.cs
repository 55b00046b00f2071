using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rote.Generated;
using Rote.Pooling;

namespace Rote.Hosting;

/// <summary>Registers decorated services whose stores are pooled, or opened at their first use.</summary>
public static class RotePoolingServiceCollectionExtensions
{
    /// <summary>
    /// Registers a pool of <typeparamref name="TService"/>, and its decorator over the pool as the one
    /// <typeparamref name="TService"/>.
    /// </summary>
    /// <typeparam name="TService">The interface, with <see cref="PooledAttribute"/>. Not generic.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="functions">How stores are opened, checked and closed.</param>
    /// <param name="configurePool">
    /// Changes the pool's options, which start with the container's <see cref="TimeProvider"/> and <see cref="ILoggerFactory"/>,
    /// where it has them. They can be bound to a configuration, too, under the service's full name.
    /// </param>
    /// <param name="configure">Changes the decorator's options, which start alike.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <remarks>
    /// Options are checked when the host starts, and at the latest when the service is first asked for
    /// (<see cref="OptionsValidationException"/>). Both are disposed with the container, the decorator first.
    /// </remarks>
    public static IServiceCollection AddPooled<TService>(
        this IServiceCollection services,
        Func<IServiceProvider, ConnectionFunctions<TService>> functions,
        Action<ConnectionPoolOptions>? configurePool = null,
        Action<RoteOptions>? configure = null)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(functions);
        string name = NameOf<TService>();
        services.AddOptions<ConnectionPoolOptions>(name)
            .Configure<IServiceProvider>((options, provider) =>
            {
                options.Name = typeof(TService).Name;
                options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
                options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
                configurePool?.Invoke(options);
            })
            .ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<ConnectionPoolOptions>, ConnectionPoolOptionsValidator>());
        services.AddSingleton(provider => new ConnectionPool<TService>(
            functions(provider), provider.GetRequiredService<IOptionsMonitor<ConnectionPoolOptions>>().Get(name)));
        return services.AddDecoratedOver(configure, static (provider, options) => DecoratorRegistry.Decorate(
            provider.GetRequiredService<ConnectionPool<TService>>(), options));
    }

    /// <summary>
    /// Registers a <typeparamref name="TService"/> that is opened at its first use, decorated, as the one
    /// <typeparamref name="TService"/>.
    /// </summary>
    /// <typeparam name="TService">The interface, with <see cref="OpenedLazilyAttribute"/>. Not generic.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="open">Opens the store. It must heed its token.</param>
    /// <param name="configure">
    /// Changes the decorator's options, which start with the container's <see cref="TimeProvider"/> and
    /// <see cref="ILoggerFactory"/>, where it has them.
    /// </param>
    /// <returns><paramref name="services"/>.</returns>
    /// <remarks>Decorator and store are disposed with the container, the decorator first.</remarks>
    public static IServiceCollection AddOpenedLazily<TService>(
        this IServiceCollection services,
        Func<IServiceProvider, CancellationToken, ValueTask<TService>> open,
        Action<RoteOptions>? configure = null)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(open);
        services.AddSingleton(provider => new LazyStore<TService>(
            token => open(provider, token), provider.GetService<TimeProvider>()));
        return services.AddDecoratedOver(configure, static (provider, options) => DecoratorRegistry.Decorate(
            provider.GetRequiredService<LazyStore<TService>>(), options));
    }

    private static IServiceCollection AddDecoratedOver<TService>(
        this IServiceCollection services,
        Action<RoteOptions>? configure,
        Func<IServiceProvider, RoteOptions, TService> decorate)
        where TService : class
    {
        string name = NameOf<TService>();
        services.AddOptions<RoteOptions>(name)
            .Configure<IServiceProvider>((options, provider) =>
            {
                options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
                options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
                configure?.Invoke(options);
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RoteOptions>, RoteOptionsValidator>());
        return services.AddSingleton(provider => decorate(
            provider, provider.GetRequiredService<IOptionsMonitor<RoteOptions>>().Get(name)));
    }

    private static string NameOf<TService>() => typeof(TService).FullName ?? typeof(TService).Name;
}
