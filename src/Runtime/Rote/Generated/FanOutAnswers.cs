using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Rote.FanningOut;

namespace Rote.Generated;

/// <summary>What generated composites of several stores have in common.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FanOutAnswers
{
    /// <summary>The items of a store's answer, as a list; null stays null, for the search to refuse.</summary>
    /// <remarks>Reads a sequence to its end.</remarks>
    [return: NotNullIfNotNull(nameof(answer))]
    public static IReadOnlyList<TItem> ListOf<TItem>(IEnumerable<TItem> answer)
        => answer as IReadOnlyList<TItem> ?? (answer is null ? null! : [.. answer]);

    /// <summary>The items of a store's answer; null stays null, for the search to refuse.</summary>
    [return: NotNullIfNotNull(nameof(answer))]
    public static IReadOnlyList<TItem> ListOf<TItem>(FanOutResult<TItem> answer) => answer?.Items!;

    /// <summary>Disposes of every store, in their order, also where one throws.</summary>
    /// <exception cref="AggregateException">Several threw; what one throws comes by itself.</exception>
    public static void Dispose(IReadOnlyList<IDisposable> stores)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var errors = new List<Exception>();
        foreach (IDisposable store in stores)
        {
            try
            {
                store.Dispose();
            }
            catch (Exception error)
            {
                errors.Add(error);
            }
        }

        Throw(errors);
    }

    /// <summary>Disposes of every store, in their order, also where one throws.</summary>
    /// <exception cref="AggregateException">Several threw; what one throws comes by itself.</exception>
    public static async ValueTask DisposeAsync(IReadOnlyList<IAsyncDisposable> stores)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var errors = new List<Exception>();
        foreach (IAsyncDisposable store in stores)
        {
            try
            {
                await store.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception error)
            {
                errors.Add(error);
            }
        }

        Throw(errors);
    }

    private static void Throw(List<Exception> errors)
    {
        if (errors.Count == 1)
        {
            ExceptionDispatchInfo.Throw(errors[0]);
        }

        if (errors.Count > 1)
        {
            throw new AggregateException(errors);
        }
    }
}
