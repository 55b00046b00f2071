using Polly;

namespace Rote.Resilience;

/// <summary>
/// Makes a second call when the first has no answer after a while: the first success counts, and the other call is cancelled.
/// </summary>
/// <remarks>
/// For slowness only: a call that fails before a second one is made has failed, which is for the retries outside. The tail at
/// scale, Dean and Barroso, 2013.
/// </remarks>
internal sealed class HedgingStrategy(TimeSpan after, TimeProvider time, Failures failures, ResilienceMeter meter)
    : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        var race = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        Task<Outcome<TResult>> first = CallAsync(callback, context, state, race.Token);
        Task<Outcome<TResult>> second = first;
        try
        {
            if (await AnswersInTimeAsync(first, context.CancellationToken).ConfigureAwait(false))
            {
                return await first.ConfigureAwait(false);
            }

            meter.Count(ResilienceMeter.Hedge);
            second = CallAsync(callback, context, state, race.Token);
            return await WinnerAsync(first, second).ConfigureAwait(false);
        }
        finally
        {
            LetGo(race, first, second);
        }
    }

    // Cancelled, not waited for: it keeps its permits until the store gives up. On the pool, since callbacks of the store may
    // block or throw; what they throw is observed.
    private static void LetGo(CancellationTokenSource race, Task first, Task second)
    {
        if (first.IsCompleted && second.IsCompleted)
        {
            race.Dispose();
            return;
        }

        Task.WhenAll(race.CancelAsync(), first, second).ContinueWith(
            static (ended, source) =>
            {
                _ = ended.Exception;
                ((CancellationTokenSource)source!).Dispose();
            },
            race,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static async Task<Outcome<TResult>> CallAsync<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback,
        ResilienceContext context,
        TState state,
        CancellationToken cancellationToken)
    {
        ResilienceContext own = ResilienceContextPool.Shared.Get(
            context.OperationKey, context.ContinueOnCapturedContext, cancellationToken);
        try
        {
            return await callback(own, state).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(own);
        }
    }

    private async ValueTask<Outcome<TResult>> WinnerAsync<TResult>(Task<Outcome<TResult>> first, Task<Outcome<TResult>> second)
    {
        Task<Outcome<TResult>> winner = await Task.WhenAny(first, second).ConfigureAwait(false);
        Outcome<TResult> outcome = await winner.ConfigureAwait(false);
        if (winner == second && outcome.Exception is not null)
        {
            // Refused by a limit, say: the first one is still on its way.
            return await first.ConfigureAwait(false);
        }

        if (winner == first && failures.MayPass(outcome.Exception))
        {
            Outcome<TResult> other = await second.ConfigureAwait(false);
            return other.Exception is null ? other : outcome;
        }

        return outcome;
    }

    // Whoever cancels is waited for with the call itself: the store is told by its token.
    private async ValueTask<bool> AnswersInTimeAsync(Task call, CancellationToken cancellationToken)
    {
        if (call.IsCompleted)
        {
            return true;
        }

        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task delay = Task.Delay(after, time, answered.Token);
        Task winner = await Task.WhenAny(call, delay).ConfigureAwait(false);
        if (winner == call || cancellationToken.IsCancellationRequested)
        {
            await answered.CancelAsync().ConfigureAwait(false);
            return true;
        }

        return false;
    }
}
