using System.ComponentModel;
using System.Runtime.CompilerServices;
using Rote.Pooling;

namespace Rote.Generated;

/// <summary>Where generated code announces its decorators, and hosting finds them without reflection.</summary>
/// <remarks>Thread-safe. Announcing a service again replaces its decorator.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DecoratorRegistry
{
    /// <summary>Announces the decorator of a service. Called by generated module initialisers.</summary>
    /// <typeparam name="TService">The decorated interface.</typeparam>
    /// <param name="decorate">Wraps an implementation.</param>
    public static void Register<TService>(Func<TService, RoteOptions?, TService> decorate)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(decorate);
        Volatile.Write(ref Slot<TService>.Decorate, decorate);
    }

    /// <summary>Announces the decorator of a service whose stores are pooled.</summary>
    /// <typeparam name="TService">The decorated interface.</typeparam>
    /// <param name="decorate">Wraps a pool.</param>
    public static void RegisterPooled<TService>(Func<ConnectionPool<TService>, RoteOptions?, TService> decorate)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(decorate);
        Volatile.Write(ref Slot<TService>.DecoratePool, decorate);
    }

    /// <summary>Announces the decorator of a service whose store is opened at its first use.</summary>
    /// <typeparam name="TService">The decorated interface.</typeparam>
    /// <param name="decorate">Wraps a lazy store.</param>
    public static void RegisterOpenedLazily<TService>(Func<LazyStore<TService>, RoteOptions?, TService> decorate)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(decorate);
        Volatile.Write(ref Slot<TService>.DecorateLazy, decorate);
    }

    /// <summary>Decorates stores of <paramref name="pool"/>.</summary>
    /// <exception cref="InvalidOperationException">No such decorator was generated.</exception>
    internal static TService Decorate<TService>(ConnectionPool<TService> pool, RoteOptions options)
        where TService : class
    {
        Initialise<TService>(Volatile.Read(ref Slot<TService>.DecoratePool) is null);
        return (Volatile.Read(ref Slot<TService>.DecoratePool) ?? throw Missing<TService>("[Pooled]"))(pool, options);
    }

    /// <summary>Decorates the store of <paramref name="store"/>.</summary>
    /// <exception cref="InvalidOperationException">No such decorator was generated.</exception>
    internal static TService Decorate<TService>(LazyStore<TService> store, RoteOptions options)
        where TService : class
    {
        Initialise<TService>(Volatile.Read(ref Slot<TService>.DecorateLazy) is null);
        return (Volatile.Read(ref Slot<TService>.DecorateLazy) ?? throw Missing<TService>("[OpenedLazily]"))(store, options);
    }

    /// <summary>Decorates <paramref name="inner"/>.</summary>
    /// <exception cref="InvalidOperationException">No decorator of the service was generated.</exception>
    internal static TService Decorate<TService>(TService inner, RoteOptions options)
        where TService : class
        => Find<TService>()(inner, options);

    /// <summary>Whether a decorator of the service was generated.</summary>
    internal static bool IsAnnounced<TService>()
        where TService : class
    {
        Initialise<TService>(Volatile.Read(ref Slot<TService>.Decorate) is null);
        return Volatile.Read(ref Slot<TService>.Decorate) is not null;
    }

    private static Func<TService, RoteOptions?, TService> Find<TService>()
        where TService : class
    {
        Func<TService, RoteOptions?, TService>? decorate = Volatile.Read(ref Slot<TService>.Decorate);
        if (decorate is null)
        {
            Initialise<TService>(isMissing: true);
            decorate = Volatile.Read(ref Slot<TService>.Decorate);
        }

        return decorate ?? throw new InvalidOperationException(
            $"No decorator of '{typeof(TService)}' was generated. Put an attribute such as [Cached] on one of its members, "
            + "and reference the Rote package from the project that declares it. "
            + "A generic interface is not announced: make its decorator with Decorate().");
    }

    // The initialiser of the interface's assembly runs at its first use of code, which may not have come yet.
    private static void Initialise<TService>(bool isMissing)
    {
        if (isMissing)
        {
            RuntimeHelpers.RunModuleConstructor(typeof(TService).Module.ModuleHandle);
        }
    }

    private static InvalidOperationException Missing<TService>(string attribute)
        => new($"No decorator of '{typeof(TService)}' for {attribute} was generated. Put {attribute} on the interface, "
            + "reference the Rote package from the project that declares it, and see the attribute's page for what cannot be. "
            + "A generic interface is not announced: make its decorator with Decorate().");

    private static class Slot<TService>
        where TService : class
    {
        public static Func<TService, RoteOptions?, TService>? Decorate;
        public static Func<ConnectionPool<TService>, RoteOptions?, TService>? DecoratePool;
        public static Func<LazyStore<TService>, RoteOptions?, TService>? DecorateLazy;
    }
}
