using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Rote.Execution;

namespace Rote.Batching;

/// <summary>
/// Items of one group that travel together, as the calls that carry them. Its fields belong to the batcher's lock until it
/// is dispatched.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "The source has neither timer nor link: nothing to free. Disposal would race with callers that leave.")]
internal sealed partial class Batch<TGroup, TItem, TResult> : IThreadPoolWorkItem
    where TGroup : struct, IEquatable<TGroup>
{
    private const int SmallestCompaction = 16;

    private readonly BatchCore<TGroup, TItem, TResult> _owner;
    private readonly CallArrays<TGroup, TItem, TResult> _arrays;
    private readonly CancellationTokenSource _cancellation = new();
    private BatchCall<TGroup, TItem, TResult>[] _calls = [];
    private int _count;
    private bool _settled;

    public Batch(
        BatchCore<TGroup, TItem, TResult> owner,
        CallArrays<TGroup, TItem, TResult> arrays,
        in TGroup group,
        long sequence,
        long startStamp)
    {
        _owner = owner;
        _arrays = arrays;
        Group = group;
        Sequence = sequence;
        StartStamp = startStamp;
    }

    public TGroup Group { get; }

    /// <summary>Order of creation: the older batch goes first.</summary>
    public long Sequence { get; }

    /// <summary>When its first item came.</summary>
    public long StartStamp { get; }

    /// <summary>The batches that collect, or the full ones, where it is among them.</summary>
    public BatchList<TGroup, TItem, TResult>? List { get; set; }

    /// <summary>Its neighbour in the list.</summary>
    public Batch<TGroup, TItem, TResult>? Previous { get; set; }

    /// <summary>Its neighbour in the list.</summary>
    public Batch<TGroup, TItem, TResult>? Next { get; set; }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>Items that somebody waits for.</summary>
    public int Live { get; private set; }

    /// <summary>Callers that wait for any of its items.</summary>
    public int Waiters { get; set; }

    public bool Running { get; private set; }

    /// <summary>The call in which it is sent; <see langword="null"/>: it is sent from no caller's call.</summary>
    public BatchCall<TGroup, TItem, TResult>? Sender { get; set; }

    /// <summary>The items of a dispatched batch, for the bulk call, which may do with them as it likes.</summary>
    public TItem[] Items { get; private set; } = [];

    /// <summary>The calls that carry its items, in their order.</summary>
    public ReadOnlySpan<BatchCall<TGroup, TItem, TResult>> Calls => _calls.AsSpan(0, _count);

    public void Add(BatchCall<TGroup, TItem, TResult> call)
    {
        call.Batch = this;
        Append(call);
        Live++;
        Waiters += call.Waiters;
    }

    /// <summary>Drops an item nobody waits for. Constant time, amortised: space is reclaimed when half is lost.</summary>
    public void DropOne()
    {
        Live--;
        if (_count > SmallestCompaction && _count > 2 * Live)
        {
            Keep(static call => call.Waiters > 0);
        }
    }

    /// <summary>From now on its items do not change.</summary>
    public void Run()
    {
        Running = true;
        if (_count != Live)
        {
            Keep(static call => call.Waiters > 0);
        }

        var items = new TItem[_count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = _calls[i].Item;
        }

        Items = items;
    }

    /// <summary>Asks the bulk call to stop. Its callbacks run elsewhere: they are no business of whoever leaves last.</summary>
    public void Cancel() => _ = _cancellation.CancelAsync();

    /// <summary>On the pool's thread: sends it, or hands out its results once it is settled. Never throws.</summary>
    public void Execute()
    {
        if (Volatile.Read(ref _settled))
        {
            HandOutSome();
            return;
        }

        Send();
    }

    /// <summary>Sends it, in a clean context, unless disposal has given up on it meanwhile. Never throws.</summary>
    public void Send()
    {
        if (Volatile.Read(ref _settled))
        {
            return;
        }

        CleanContext.Run(
            static state =>
            {
                var batch = (Batch<TGroup, TItem, TResult>)state!;
                _ = batch._owner.RunAsync(batch);
            },
            this);
    }

    /// <summary>Decides the end of all its calls, which must not be joined any more. Under the lock.</summary>
    /// <param name="answer">The results, aligned with the items; the default where it has failed.</param>
    /// <param name="error">The failure of all of them.</param>
    public void Settle(in BulkAnswer<TResult> answer, ExceptionDispatchInfo? error)
    {
        int carriers = _count;
        bool anyLeft = false;
        for (int i = 0; i < carriers; i++)
        {
            TResult result = default!;
            ExceptionDispatchInfo? failure = error ?? answer.Read(i, out result);
            BatchCall<TGroup, TItem, TResult> call = _calls[i];
            call.Settle(result, failure);
            anyLeft |= call.State == BatchCallState.Left;
            for (BatchCall<TGroup, TItem, TResult>? twin = call.NextTwin; twin is not null; twin = twin.NextTwin)
            {
                twin.Settle(result, failure);
                Append(twin);
            }
        }

        if (anyLeft)
        {
            Keep(static call => call.State == BatchCallState.Ended);
        }

        TellOver();

        // Last: where disposal gives up on a batch, whoever is about to send it may look at any moment.
        Volatile.Write(ref _settled, true);
    }

    private void Append(BatchCall<TGroup, TItem, TResult> call)
    {
        if (_count == _calls.Length)
        {
            _calls = _arrays.Grow(_calls);
        }

        _calls[_count++] = call;
    }

    private void Keep(Func<BatchCall<TGroup, TItem, TResult>, bool> isKept)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            BatchCall<TGroup, TItem, TResult> call = _calls[i];
            if (isKept(call))
            {
                _calls[kept++] = call;
            }
        }

        _calls.AsSpan(kept, _count - kept).Clear();
        _count = kept;
    }
}
