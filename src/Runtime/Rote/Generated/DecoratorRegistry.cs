using System.ComponentModel;
using System.Runtime.CompilerServices;

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

    /// <summary>Decorates <paramref name="inner"/>.</summary>
    /// <exception cref="InvalidOperationException">No decorator of the service was generated.</exception>
    internal static TService Decorate<TService>(TService inner, RoteOptions options)
        where TService : class
        => Find<TService>()(inner, options);

    private static Func<TService, RoteOptions?, TService> Find<TService>()
        where TService : class
    {
        Func<TService, RoteOptions?, TService>? decorate = Volatile.Read(ref Slot<TService>.Decorate);
        if (decorate is null)
        {
            // The initialiser of the interface's assembly runs at its first use of code, which may not have come yet.
            RuntimeHelpers.RunModuleConstructor(typeof(TService).Module.ModuleHandle);
            decorate = Volatile.Read(ref Slot<TService>.Decorate);
        }

        return decorate ?? throw new InvalidOperationException(
            $"No decorator of '{typeof(TService)}' was generated. Put an attribute such as [Cached] on one of its members, "
            + "and reference the Rote package from the project that declares it. "
            + "A generic interface is not announced: make its decorator with Decorate().");
    }

    private static class Slot<TService>
        where TService : class
    {
        public static Func<TService, RoteOptions?, TService>? Decorate;
    }
}
