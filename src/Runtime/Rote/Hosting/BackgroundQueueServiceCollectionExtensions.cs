using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rote.Background;

namespace Rote.Hosting;

/// <summary>Registers background queues.</summary>
public static class BackgroundQueueServiceCollectionExtensions
{
    /// <summary>
    /// Registers a singleton <see cref="BackgroundQueue{TItem}"/>, and a hosted service that stops it with the host.
    /// </summary>
    /// <typeparam name="TItem">An item. There is one queue for each type.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="handler">Processes an item, with services of a scope that is made for it and disposed after it.</param>
    /// <param name="configure">
    /// Changes the options. They start with the container's <see cref="TimeProvider"/> and <see cref="ILoggerFactory"/>, where it
    /// has them.
    /// </param>
    /// <returns><paramref name="services"/>.</returns>
    /// <remarks>
    /// Options are checked when the host starts, and at the latest when the queue is first asked for
    /// (<see cref="OptionsValidationException"/>). A host stops its services in the reverse order of their registration: register
    /// queues before what fills them. The host's own shutdown timeout ends the drain early.
    /// </remarks>
    /// <exception cref="InvalidOperationException">There is a queue for this type.</exception>
    public static IServiceCollection AddBackgroundQueue<TItem>(
        this IServiceCollection services,
        Func<IServiceProvider, TItem, CancellationToken, ValueTask> handler,
        Action<BackgroundQueueOptions<TItem>>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(handler);
        if (services.Any(static service => service.ServiceType == typeof(BackgroundQueue<TItem>)))
        {
            throw new InvalidOperationException(
                $"A background queue of '{typeof(TItem)}' is registered already. Give each queue an item type of its own.");
        }

        services.AddOptions<BackgroundQueueOptions<TItem>>()
            .Configure<IServiceProvider>((options, provider) =>
            {
                options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
                options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
                configure?.Invoke(options);
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<
            IValidateOptions<BackgroundQueueOptions<TItem>>, BackgroundQueueOptionsValidator<TItem>>());
        services.AddSingleton(provider => new BackgroundQueue<TItem>(
            InScope(provider.GetRequiredService<IServiceScopeFactory>(), handler),
            provider.GetRequiredService<IOptions<BackgroundQueueOptions<TItem>>>().Value));
        services.AddSingleton<IHostedService, BackgroundQueueStopper<TItem>>();
        return services;
    }

    private static Func<TItem, CancellationToken, ValueTask> InScope<TItem>(
        IServiceScopeFactory scopes, Func<IServiceProvider, TItem, CancellationToken, ValueTask> handler)
        => async (item, cancellationToken) =>
        {
            AsyncServiceScope scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await handler(scope.ServiceProvider, item, cancellationToken).ConfigureAwait(false);
            }
        };
}
