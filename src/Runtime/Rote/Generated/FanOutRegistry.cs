using System.ComponentModel;
using System.Runtime.CompilerServices;
using Rote.FanningOut;

namespace Rote.Generated;

/// <summary>Where generated code announces its composites, and hosting finds them without reflection.</summary>
/// <remarks>Thread-safe. Announcing a service again replaces its composite.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FanOutRegistry
{
    /// <summary>Announces the composite of a service. Called by generated module initialisers.</summary>
    /// <typeparam name="TService">The interface of the stores.</typeparam>
    /// <param name="compose">Makes one service of several.</param>
    public static void Register<TService>(Func<IEnumerable<TService>, FanOutOptions?, TService> compose)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(compose);
        Volatile.Write(ref Slot<TService>.Compose, compose);
    }

    /// <summary>Makes one service of several.</summary>
    /// <exception cref="InvalidOperationException">No composite of the service was generated.</exception>
    internal static TService Compose<TService>(IEnumerable<TService> stores, FanOutOptions options)
        where TService : class
    {
        if (Volatile.Read(ref Slot<TService>.Compose) is null)
        {
            // The initialiser of the interface's assembly runs at its first use of code, which may not have come yet.
            RuntimeHelpers.RunModuleConstructor(typeof(TService).Module.ModuleHandle);
        }

        Func<IEnumerable<TService>, FanOutOptions?, TService> compose = Volatile.Read(ref Slot<TService>.Compose)
            ?? throw new InvalidOperationException(
                $"No composite of '{typeof(TService)}' was generated. Put [FanOut] on every member of it that has no body, "
                + "and reference the Rote package from the project that declares it. "
                + "A generic interface is not announced: make its composite with FanOut().");
        return compose(stores, options);
    }

    private static class Slot<TService>
        where TService : class
    {
        public static Func<IEnumerable<TService>, FanOutOptions?, TService>? Compose;
    }
}
