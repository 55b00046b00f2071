using System.ComponentModel;

namespace Rote.Generated;

/// <summary>
/// Asynchronous calls that write and have parameters by reference: what they make stale is invalidated when they end.
/// </summary>
/// <remarks>Where the call is not awaited, the action follows all the same.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FollowedCalls
{
    /// <summary>A call that is followed by an action, whether it succeeded or failed: a failed write may have written.</summary>
    /// <param name="call">The call, which has begun.</param>
    /// <param name="then">The action.</param>
    /// <returns>The call, which ends after the action.</returns>
    public static async Task ThenAsync(Task call, Action then)
    {
        ArgumentNullException.ThrowIfNull(then);
        try
        {
            await call.ConfigureAwait(false);
        }
        finally
        {
            then();
        }
    }

    /// <inheritdoc cref="ThenAsync(Task, Action)"/>
    /// <typeparam name="TResult">What the call brings.</typeparam>
    public static async Task<TResult> ThenAsync<TResult>(Task<TResult> call, Action then)
    {
        ArgumentNullException.ThrowIfNull(then);
        try
        {
            return await call.ConfigureAwait(false);
        }
        finally
        {
            then();
        }
    }

    /// <inheritdoc cref="ThenAsync(Task, Action)"/>
    public static async ValueTask ThenAsync(ValueTask call, Action then)
    {
        ArgumentNullException.ThrowIfNull(then);
        try
        {
            await call.ConfigureAwait(false);
        }
        finally
        {
            then();
        }
    }

    /// <inheritdoc cref="ThenAsync{TResult}(Task{TResult}, Action)"/>
    public static async ValueTask<TResult> ThenAsync<TResult>(ValueTask<TResult> call, Action then)
    {
        ArgumentNullException.ThrowIfNull(then);
        try
        {
            return await call.ConfigureAwait(false);
        }
        finally
        {
            then();
        }
    }
}
