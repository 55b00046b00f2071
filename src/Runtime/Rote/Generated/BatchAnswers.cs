using System.ComponentModel;

namespace Rote.Generated;

/// <summary>Brings the answers of bulk methods into the order of their items.</summary>
/// <remarks>
/// Linear in the items. A missing key is no error: its callers get <see langword="null"/>. So do those who asked for
/// <see langword="null"/> against its annotation, which no dictionary can be asked for: it fails nobody else.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchAnswers
{
    /// <summary>Calls a bulk method that answers with a dictionary of objects.</summary>
    /// <typeparam name="TItem">The items, which are the dictionary's keys.</typeparam>
    /// <typeparam name="TValue">What it has for them.</typeparam>
    /// <param name="items">The items asked for.</param>
    /// <param name="answer">The bulk method's answer to them; it may have changed <paramref name="items"/> by then.</param>
    /// <returns>What the dictionary has for each item.</returns>
    /// <exception cref="RoteContractException">There is no dictionary.</exception>
    public static async ValueTask<IReadOnlyList<TValue?>> FromObjectsAsync<TItem, TValue>(
        TItem[] items, Func<TItem[], ValueTask<IReadOnlyDictionary<TItem, TValue>>> answer)
        where TItem : notnull
        where TValue : class
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(answer);
        TItem[] asked = [.. items];
        IReadOnlyDictionary<TItem, TValue> found = Checked(await answer(items).ConfigureAwait(false), asked.Length);
        var results = new TValue?[asked.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = asked[i] is not null && found.TryGetValue(asked[i], out TValue? value) ? value : null;
        }

        return results;
    }

    /// <summary>Calls a bulk method that answers with a dictionary of values.</summary>
    /// <typeparam name="TItem">The items, which are the dictionary's keys.</typeparam>
    /// <typeparam name="TValue">What it has for them.</typeparam>
    /// <param name="items">The items asked for.</param>
    /// <param name="answer">The bulk method's answer to them; it may have changed <paramref name="items"/> by then.</param>
    /// <returns>What the dictionary has for each item.</returns>
    /// <exception cref="RoteContractException">There is no dictionary.</exception>
    public static async ValueTask<IReadOnlyList<TValue?>> FromValuesAsync<TItem, TValue>(
        TItem[] items, Func<TItem[], ValueTask<IReadOnlyDictionary<TItem, TValue>>> answer)
        where TItem : notnull
        where TValue : struct
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(answer);
        TItem[] asked = [.. items];
        IReadOnlyDictionary<TItem, TValue> found = Checked(await answer(items).ConfigureAwait(false), asked.Length);
        var results = new TValue?[asked.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = asked[i] is not null && found.TryGetValue(asked[i], out TValue value) ? value : null;
        }

        return results;
    }

    private static IReadOnlyDictionary<TItem, TValue> Checked<TItem, TValue>(
        IReadOnlyDictionary<TItem, TValue>? answer, int asked)
        => answer ?? throw new RoteContractException(
            $"A batched bulk method returned no dictionary for {asked} items. Return an empty one where nothing is found.");
}
