using Rote.Monitoring;

namespace Rote.Buffering;

/// <summary>Writes of one partition on their way to the store: one bulk call, or several where it fails.</summary>
internal sealed class Commit<TPartition, TItem>(
    WriteBehindCore<TPartition, TItem> owner,
    WriteBehindPolicy policy,
    PendingWrite<TPartition, TItem>[] writes,
    Func<TPartition, TItem[], CancellationToken, ValueTask> bulk,
    Action<TPartition, TItem>? committed) : IThreadPoolWorkItem
    where TPartition : struct, IEquatable<TPartition>
{
    private volatile DetachedCall? _call;
    private volatile bool _abandoned;

    /// <summary>What it carries, in the order of acceptance.</summary>
    public IReadOnlyList<PendingWrite<TPartition, TItem>> Writes => writes;

    public WritePartition<TPartition, TItem> Partition => writes[0].Partition;

    /// <summary>For the thread pool. Never throws.</summary>
    public void Execute() => _ = RunAsync();

    /// <summary>Nobody waits for it any more: it makes no further call, and the one on its way is asked to stop.</summary>
    public void Abandon()
    {
        _abandoned = true;
        _call?.Cancel();
    }

    private async Task RunAsync()
    {
        try
        {
            CommitFailure? failure = await SendAsync(0, writes.Length).ConfigureAwait(false);
            if (failure is null)
            {
                Deliver(0, writes.Length);
            }
            else if (policy.PoisonIsolation && writes.Length > 1)
            {
                await IsolateAsync(failure).ConfigureAwait(false);
            }
            else
            {
                await owner.FailAsync([.. FailuresFrom(0, failure)]).ConfigureAwait(false);
            }
        }
        finally
        {
            owner.EndCommit(this);
        }
    }

    private async Task IsolateAsync(CommitFailure whole)
    {
        var isolation = new PoisonIsolation(writes.Length, SendAsync, Deliver);
        await isolation.RunAsync(whole).ConfigureAwait(false);
        DeadLetterReason reason = isolation.AnySucceeded ? DeadLetterReason.Poison : DeadLetterReason.Failed;
        await owner.FailAsync(
        [
            .. isolation.Culprits.Select(culprit => new FailedWrite<TPartition, TItem>(
                writes[culprit.Index], reason, culprit.Failure.Error, MayBeStored: false)),
            .. FailuresFrom(isolation.Low, isolation.Failure!),
        ]).ConfigureAwait(false);
    }

    private IEnumerable<FailedWrite<TPartition, TItem>> FailuresFrom(int index, CommitFailure failure)
        => writes.Skip(index).Select(write => new FailedWrite<TPartition, TItem>(
            write,
            failure.Reason,
            failure.Error,
            MayBeStored: !policy.PoisonIsolation || failure.Reason == DeadLetterReason.Timeout));

    private void Deliver(int from, int to)
        => owner.Deliver(new ArraySegment<PendingWrite<TPartition, TItem>>(writes, from, to - from));

    /// <summary>Makes a bulk call, and again where the policy says so.</summary>
    private async Task<CommitFailure?> SendAsync(int from, int to)
    {
        for (int attempt = 1; ; attempt++)
        {
            if (await TrySendAsync(from, to).ConfigureAwait(false) is not { } error)
            {
                return null;
            }

            (bool isTransient, Exception told) = Classify(error);
            if (!isTransient || attempt >= policy.MaxAttempts || _abandoned)
            {
                bool isTimeout = error is TimeoutException && ReferenceEquals(error, told) && !isTransient;
                return new CommitFailure(
                    told,
                    isTimeout ? DeadLetterReason.Timeout : DeadLetterReason.Failed,
                    CanBePoison: !isTransient && !_abandoned && error is not (OperationCanceledException or TimeoutException));
            }

            await owner.WaitBeforeRetryAsync(attempt).ConfigureAwait(false);
        }
    }

    private async Task<Exception?> TrySendAsync(int from, int to)
    {
        // A new array each time: it is the bulk method's, which may keep or change it.
        var items = new TItem[to - from];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = writes[from + i].Item;
        }

        var call = new DetachedCall(token => CallAsync(from, to, items, token));
        _call = call;
        if (_abandoned)
        {
            return new OperationCanceledException("The buffer was disposed of before the bulk call.");
        }

        owner.BeginCall(items.Length);
        Exception? error = await EndOf(call).ConfigureAwait(false);
        owner.EndCall(error is null);
        return error;
    }

    private async ValueTask CallAsync(int from, int to, TItem[] items, CancellationToken cancellationToken)
    {
        TPartition key = Partition.Key;
        BulkSpan span = Caller.IsWanted
            ? BulkSpan.Start(BulkSpan.NameOf(policy.Operation), policy.Operation, items.Length, CallersOf(from, to))
            : default;
        try
        {
            await bulk(key, items, cancellationToken).ConfigureAwait(false);
            span.End(error: null);
        }
        catch (Exception error)
        {
            span.End(error);
            throw;
        }
        finally
        {
            for (int i = from; committed is not null && i < to; i++)
            {
                committed(key, writes[i].Item);
            }
        }
    }

    private Callers CallersOf(int from, int to)
    {
        var callers = new Callers();
        for (int i = from; i < to; i++)
        {
            callers.Add(writes[i].Caller);
        }

        return callers;
    }

    private async Task<Exception?> EndOf(DetachedCall call)
    {
        try
        {
            await call.RunAsync(policy.CommitTimeout, owner.Time).ConfigureAwait(false);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    /// <summary>Asks the application whether a failure passes by itself.</summary>
    private (bool IsTransient, Exception Told) Classify(Exception error)
    {
        try
        {
            return (policy.ShouldRetry?.Invoke(error) ?? false, error);
        }
        catch (Exception broken)
        {
            return (false, new AggregateException("WriteBehindOptions.ShouldRetry failed over a failure.", error, broken));
        }
    }
}
