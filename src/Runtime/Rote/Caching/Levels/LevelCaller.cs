namespace Rote.Caching;

/// <summary>Calls a level: with a time limit, and without its exceptions.</summary>
internal sealed class LevelCaller(ICacheLevel level, LevelHealth health, TimeProvider time, TimeSpan timeout)
{
    private readonly string _name = level.Name;

    /// <summary>
    /// Calls. What <paramref name="call"/> returns is looked at until it ends, even when nobody waits for it any more.
    /// </summary>
    /// <returns>Whether it succeeded in time, and its result.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<(bool Succeeded, T? Result)> CallAsync<TState, T>(
        string operation,
        TState state,
        Func<ICacheLevel, TState, CancellationToken, ValueTask<T>> call,
        LevelCount count,
        CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            Task<T> running = call(level, state, either.Token).AsTask();
            T result = await WaitAsync(running, either.Token).ConfigureAwait(false);
            health.Succeeded();
            return (true, result);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException error) when (limit.IsCancellationRequested)
        {
            Fail(operation, count, new TimeoutException(
                $"The level '{_name}' did not {operation} within {timeout.TotalSeconds} s. "
                + "Look at its server, or raise RoteOptions.SecondLevelTimeout.",
                error));
        }
        catch (ArgumentException error)
        {
            // What the level refuses, a value too long for it, says nothing about the level. It must not come to rest by some.
            count.Fail();
            health.Log(operation, error);
        }
        catch (Exception error)
        {
            Fail(operation, count, error);
        }

        return (false, default);
    }

    private static async ValueTask<T> WaitAsync<T>(Task<T> running, CancellationToken cancellationToken)
    {
        if (!running.IsCompleted)
        {
            try
            {
                return await running.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!running.IsCompleted)
            {
                // Left alone, but its exception must not come up as one that nobody looked at.
                _ = running.ContinueWith(
                    static task => task.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
                throw;
            }
        }

        return await running.ConfigureAwait(false);
    }

    private void Fail(string operation, LevelCount count, Exception error)
    {
        count.Fail();
        health.Failed(operation, error);
    }
}
