using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rote.FanningOut;
using Rote.Generated;

namespace Rote.Hosting;

/// <summary>Registers several stores of one interface as one service.</summary>
public static class RoteFanOutServiceCollectionExtensions
{
    /// <summary>
    /// Makes one <typeparamref name="TService"/> of all that are registered so far, in their order: they move behind a composite
    /// with the interface's <see cref="FanOutAttribute"/>s, decorated where its members have other attributes.
    /// </summary>
    /// <typeparam name="TService">The interface of the stores. Not generic.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configureFanOut">
    /// Changes the options of the fan-out, which start with the container's <see cref="TimeProvider"/> and
    /// <see cref="ILoggerFactory"/>, where it has them.
    /// </param>
    /// <param name="configure">Changes the decorator's options, which start alike.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="InvalidOperationException">
    /// No <typeparamref name="TService"/> is registered yet, or one is scoped: the composite is a singleton.
    /// </exception>
    /// <remarks>
    /// Options are checked when the host starts, and at the latest when the service is first asked for
    /// (<see cref="OptionsValidationException"/>). Stores that the container makes are disposed with it.
    /// </remarks>
    public static IServiceCollection AddFanOut<TService>(
        this IServiceCollection services,
        Action<FanOutOptions>? configureFanOut = null,
        Action<RoteOptions>? configure = null)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ServiceDescriptor[] stores = [.. services.Where(static service
            => service.ServiceType == typeof(TService) && !service.IsKeyedService)];
        if (stores.Length == 0)
        {
            throw new InvalidOperationException(
                $"No '{typeof(TService)}' is registered yet. Register the stores before AddFanOut, or name their keys.");
        }

        var keys = new object[stores.Length];
        for (var store = 0; store < stores.Length; store++)
        {
            keys[store] = new FanOutStoreKey();
            services.Remove(stores[store]);
            services.Add(Keyed(stores[store], keys[store]));
        }

        return services.AddFanOut<TService>(keys, configureFanOut, configure);
    }

    /// <summary>Makes one <typeparamref name="TService"/> of those registered under these keys, in their order.</summary>
    /// <typeparam name="TService">The interface of the stores. Not generic.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="keys">The keys of the stores. Of items that rank the same, those of the earlier store come first.</param>
    /// <param name="configureFanOut">
    /// Changes the options of the fan-out, which start with the container's <see cref="TimeProvider"/> and
    /// <see cref="ILoggerFactory"/>, where it has them.
    /// </param>
    /// <param name="configure">Changes the decorator's options, which start alike.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException">There is no key, one is null, or one is there twice.</exception>
    /// <exception cref="InvalidOperationException">A store that is registered under one of them so far is scoped.</exception>
    /// <remarks>Where no store is registered under a key, the service cannot be made. Otherwise as without keys.</remarks>
    public static IServiceCollection AddFanOut<TService>(
        this IServiceCollection services,
        IEnumerable<object> keys,
        Action<FanOutOptions>? configureFanOut = null,
        Action<RoteOptions>? configure = null)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(keys);
        object[] ofStores = [.. keys];
        CheckKeys<TService>(services, ofStores);
        string name = NameOf<TService>(services);
        services.AddSingleton(new FanOutName(typeof(TService), name));
        services.AddOptions<FanOutOptions>(name)
            .Configure<IServiceProvider>((options, provider) =>
            {
                options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
                options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
                configureFanOut?.Invoke(options);
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FanOutOptions>, FanOutOptionsValidator>());
        services.AddOptions<RoteOptions>(name)
            .Configure<IServiceProvider>((options, provider) =>
            {
                options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
                options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
                configure?.Invoke(options);
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RoteOptions>, RoteOptionsValidator>());
        return services.AddSingleton(provider => Compose<TService>(provider, ofStores, name));
    }

    private static TService Compose<TService>(IServiceProvider provider, object[] keys, string name)
        where TService : class
    {
        TService composite = FanOutRegistry.Compose(
            keys.Select(key => provider.GetRequiredKeyedService<TService>(key)),
            provider.GetRequiredService<IOptionsMonitor<FanOutOptions>>().Get(name));
        return DecoratorRegistry.IsAnnounced<TService>()
            ? DecoratorRegistry.Decorate(composite, provider.GetRequiredService<IOptionsMonitor<RoteOptions>>().Get(name))
            : composite;
    }

    // Null is the key of the composite itself.
    private static void CheckKeys<TService>(IServiceCollection services, object[] keys)
    {
        if (keys.Length == 0)
        {
            throw new ArgumentException("There are 0 keys. Pass at least one.", nameof(keys));
        }

        int missing = Array.IndexOf(keys, null);
        if (missing >= 0)
        {
            throw new ArgumentException($"Key {missing} is null. Name the keys of the stores.", nameof(keys));
        }

        if (keys.GroupBy(static key => key).FirstOrDefault(static same => same.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"Key '{twice.Key}' is there twice. Name each store once.", nameof(keys));
        }

        if (services.FirstOrDefault(service => service.IsKeyedService
            && service.ServiceType == typeof(TService)
            && service.Lifetime == ServiceLifetime.Scoped
            && keys.Contains(service.ServiceKey)) is { } scoped)
        {
            throw Scoped(scoped);
        }
    }

    // Not that of a decorator of the service, which may be one of the stores.
    private static string NameOf<TService>(IServiceCollection services)
    {
        int others = services.Count(static service
            => service is { IsKeyedService: false, ImplementationInstance: FanOutName name } && name.Service == typeof(TService));
        string name = $"{typeof(TService).FullName ?? typeof(TService).Name} of several stores";
        return others == 0 ? name : $"{name}, {others + 1}";
    }

    private static InvalidOperationException Scoped(ServiceDescriptor store) => new(
        $"A '{store.ServiceType}' is scoped, and would outlive its scope behind the composite, which is a singleton. "
        + "Register it as a singleton.");

    private static ServiceDescriptor Keyed(ServiceDescriptor store, object key) => store switch
    {
        { Lifetime: ServiceLifetime.Scoped } => throw Scoped(store),
        { ImplementationInstance: { } instance } => new ServiceDescriptor(store.ServiceType, key, instance),
        { ImplementationFactory: { } factory }
            => new ServiceDescriptor(store.ServiceType, key, (provider, _) => factory(provider), store.Lifetime),
        _ => new ServiceDescriptor(store.ServiceType, key, store.ImplementationType!, store.Lifetime),
    };
}
