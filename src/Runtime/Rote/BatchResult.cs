namespace Rote;

/// <summary>Makes answers for single items of a bulk call.</summary>
public static class BatchResult
{
    /// <summary>A result.</summary>
    /// <typeparam name="TResult">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The result.</returns>
    public static BatchResult<TResult> FromResult<TResult>(TResult value) => new(value, null);

    /// <summary>A failure of one item.</summary>
    /// <typeparam name="TResult">The type of its result, had there been one.</typeparam>
    /// <param name="error">Why.</param>
    /// <returns>The failure.</returns>
    /// <exception cref="ArgumentNullException">There is no reason.</exception>
    public static BatchResult<TResult> FromException<TResult>(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new BatchResult<TResult>(default!, error);
    }
}
