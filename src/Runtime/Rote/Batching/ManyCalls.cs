using System.Runtime.ExceptionServices;

namespace Rote.Batching;

/// <summary>Waits for calls that were submitted together. All of them are waited for, whatever becomes of the first.</summary>
internal static class ManyCalls
{
    /// <summary>The results; throws the first failure.</summary>
    public static async ValueTask<TResult[]> ResultsAsync<TGroup, TItem, TResult>(BatchCall<TGroup, TItem, TResult>[] calls)
        where TGroup : struct, IEquatable<TGroup>
    {
        var results = new TResult[calls.Length];
        ExceptionDispatchInfo? first = null;
        for (int i = 0; i < calls.Length; i++)
        {
            try
            {
                results[i] = await calls[i].Task.ConfigureAwait(false);
            }
            catch (Exception error)
            {
                first ??= ExceptionDispatchInfo.Capture(error);
            }
        }

        first?.Throw();
        return results;
    }

    /// <summary>The results and failures; throws where the caller has left.</summary>
    public static async ValueTask<BatchResult<TResult>[]> OutcomesAsync<TGroup, TItem, TResult>(
        BatchCall<TGroup, TItem, TResult>[] calls, CancellationToken cancellationToken)
        where TGroup : struct, IEquatable<TGroup>
    {
        var outcomes = new BatchResult<TResult>[calls.Length];
        bool hasLeft = false;
        for (int i = 0; i < calls.Length; i++)
        {
            try
            {
                outcomes[i] = await calls[i].Task.ConfigureAwait(false);
            }
            catch (OperationCanceledException left) when (left.CancellationToken == cancellationToken)
            {
                hasLeft = cancellationToken.IsCancellationRequested;
            }
            catch (Exception error)
            {
                outcomes[i] = BatchResult.FromException<TResult>(error);
            }
        }

        if (hasLeft)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return outcomes;
    }

    /// <summary>The end; throws the first failure.</summary>
    public static async ValueTask EndAsync<TGroup, TItem>(BatchCall<TGroup, TItem, NoResult>[] calls)
        where TGroup : struct, IEquatable<TGroup>
        => await ResultsAsync(calls).ConfigureAwait(false);
}
