namespace Rote.FanningOut;

/// <summary>One search: asks the stores in turn, so many at a time, and lets go of those whose time is up.</summary>
/// <remarks>
/// Holds no lock. Each place of the answers is written by the one worker that took it, and read after all workers have ended.
/// </remarks>
internal sealed class FanOutSearch<TStore, TItem>(
    TStore[] stores,
    Func<TStore, CancellationToken, ValueTask<IReadOnlyList<TItem>>> ask,
    FanOutOptions options,
    AbandonedCalls abandoned)
    where TStore : class
{
    private readonly StoreAnswer<TItem>[] _answers = new StoreAnswer<TItem>[stores.Length];
    private readonly bool _isSequential = stores.Length < options.SequentialBelow;
    private int _next = -1;

    /// <summary>Ends at the deadline or the caller's cancellation at the latest; the latter is the caller's to look at.</summary>
    public async Task<StoreAnswer<TItem>[]> RunAsync(CancellationToken cancellationToken)
    {
        var end = new CancellationTokenSource(options.Deadline, options.TimeProvider);
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).Cancel(), end);
        var workers = new Task[_isSequential ? 1 : Math.Min(options.MaxConcurrency, stores.Length)];
        for (var worker = 0; worker < workers.Length; worker++)
        {
            workers[worker] = WorkAsync(end.Token);
        }

        await Task.WhenAll(workers).ConfigureAwait(false);

        // Not disposed of under a cancellation that is just about to cancel it.
        if (registration.Unregister() || !cancellationToken.IsCancellationRequested)
        {
            end.Dispose();
        }

        return _answers;
    }

    private async Task WorkAsync(CancellationToken end)
    {
        for (int store = Interlocked.Increment(ref _next); store < stores.Length; store = Interlocked.Increment(ref _next))
        {
            _answers[store] = await AskAsync(store, end).ConfigureAwait(false);
        }
    }

    private async Task<StoreAnswer<TItem>> AskAsync(int store, CancellationToken end)
    {
        if (end.IsCancellationRequested)
        {
            return None(store, FanOutStatus.NotAsked, new TimeoutException(
                $"Store {store} of '{options.Name}' was not asked: the search ended before its turn. "
                + "Raise FanOutOptions.Deadline or MaxConcurrency."));
        }

        if (abandoned.IsFull(store))
        {
            return None(store, FanOutStatus.Failed, new RoteOverloadException(
                $"Store {store} of '{options.Name}' is refused: {options.MaxAbandoned} of its calls were let go and still run. "
                + "See to it that the store heeds its token, or raise FanOutOptions.MaxAbandoned."));
        }

        var token = new CancellationTokenSource();
        Task<TItem[]> call = _isSequential
            ? await StartHereAsync(store, token.Token, end).ConfigureAwait(false)
            : await StartOnThePoolAsync(store, token.Token, end).ConfigureAwait(false);
        if (!call.IsCompleted)
        {
            abandoned.Add(store, call, token);
            return None(store, FanOutStatus.Late, new TimeoutException(
                $"Store {store} of '{options.Name}' was late: it was cancelled at FanOutOptions."
                + $"{(end.IsCancellationRequested ? nameof(FanOutOptions.Deadline) : nameof(FanOutOptions.StoreTimeout))}."));
        }

        token.Dispose();
        return await JudgeAsync(store, call).ConfigureAwait(false);
    }

    // Its time runs before it does. Both return the call, ended or not.
    private async ValueTask<Task<TItem[]>> StartOnThePoolAsync(int store, CancellationToken token, CancellationToken end)
    {
        var start = new Task<Task<TItem[]>>(() => CallAsync(store, token));
        Task<TItem[]> call = start.Unwrap();
        Task wait = ((Task)call).WaitAsync(options.StoreTimeout, options.TimeProvider, end);
        start.Start(TaskScheduler.Default);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return call;
    }

    // A store in memory has answered when its call returns, and needs no timer.
    private async ValueTask<Task<TItem[]>> StartHereAsync(int store, CancellationToken token, CancellationToken end)
    {
        long begin = options.TimeProvider.GetTimestamp();
        Task<TItem[]> call = CallAsync(store, token);
        if (!call.IsCompleted)
        {
            TimeSpan left = options.StoreTimeout;
            if (left != Timeout.InfiniteTimeSpan)
            {
                TimeSpan passed = options.TimeProvider.GetElapsedTime(begin);
                left = passed < left ? left - passed : TimeSpan.Zero;
            }

            await ((Task)call).WaitAsync(left, options.TimeProvider, end)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return call;
    }

    private static async Task<StoreAnswer<TItem>> JudgeAsync(int store, Task<TItem[]> call)
    {
        try
        {
            TItem[] items = await call.ConfigureAwait(false);
            return new(new FanOutOutcome(store, FanOutStatus.Answered, items.Length, error: null), items);
        }
        catch (OperationCanceledException error)
        {
            return None(store, FanOutStatus.Cancelled, error);
        }
        catch (Exception error)
        {
            return None(store, FanOutStatus.Failed, error);
        }
    }

    private async Task<TItem[]> CallAsync(int store, CancellationToken cancellationToken)
    {
        IReadOnlyList<TItem> answer = await ask(stores[store], cancellationToken).ConfigureAwait(false)
            ?? throw new RoteContractException(
                $"Store {store} of '{options.Name}' answered null. Return an empty list where there is nothing.");
        TItem[] items = [.. answer];
        int missing = Array.FindIndex(items, static item => item is null);
        return missing < 0
            ? items
            : throw new RoteContractException(
                $"Item {missing} of the answer of store {store} of '{options.Name}' is null. Leave out what is not there.");
    }

    private static StoreAnswer<TItem> None(int store, FanOutStatus status, Exception error)
        => new(new FanOutOutcome(store, status, itemCount: 0, error), []);
}
