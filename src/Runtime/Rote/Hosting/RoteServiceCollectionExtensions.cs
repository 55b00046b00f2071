using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rote.Generated;

namespace Rote.Hosting;

/// <summary>Registers decorated services.</summary>
public static class RoteServiceCollectionExtensions
{
    /// <summary>
    /// Registers <typeparamref name="TImplementation"/>, decorated, as the one <typeparamref name="TService"/>.
    /// </summary>
    /// <typeparam name="TService">The interface whose members carry the attributes. Not generic.</typeparam>
    /// <typeparam name="TImplementation">The inner store. Registered as a singleton unless it already is registered.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">
    /// Changes the options of this service. They start with the container's <see cref="TimeProvider"/> and
    /// <see cref="ILoggerFactory"/>, where it has them; never with its memory cache, which has to be asked for:
    /// <c>(options, provider) => options.MemoryCache = provider.GetRequiredService&lt;IMemoryCache&gt;()</c>.
    /// </param>
    /// <returns><paramref name="services"/>.</returns>
    /// <remarks>
    /// Options are checked when the host starts, and at the latest when the service is first asked for
    /// (<see cref="OptionsValidationException"/>). Both are disposed with the container.
    /// </remarks>
    public static IServiceCollection AddDecorated<
        TService,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>(
        this IServiceCollection services, Action<RoteOptions>? configure = null)
        where TService : class
        where TImplementation : class, TService
        => services.AddDecorated<TService, TImplementation>((options, _) => configure?.Invoke(options));

    /// <summary>
    /// Registers <typeparamref name="TImplementation"/>, decorated, as the one <typeparamref name="TService"/>, with options
    /// that come from other services.
    /// </summary>
    /// <inheritdoc cref="AddDecorated{TService, TImplementation}(IServiceCollection, Action{RoteOptions})"/>
    public static IServiceCollection AddDecorated<
        TService,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>(
        this IServiceCollection services, Action<RoteOptions, IServiceProvider> configure)
        where TService : class
        where TImplementation : class, TService
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        string name = typeof(TService).FullName ?? typeof(TService).Name;
        services.AddOptions<RoteOptions>(name)
            .Configure<IServiceProvider>((options, provider) =>
            {
                options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
                options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
                configure(options, provider);
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RoteOptions>, RoteOptionsValidator>());
        services.TryAddSingleton<TImplementation>();
        services.AddSingleton<TService>(provider => DecoratorRegistry.Decorate<TService>(
            provider.GetRequiredService<TImplementation>(),
            provider.GetRequiredService<IOptionsMonitor<RoteOptions>>().Get(name)));
        return services;
    }
}
