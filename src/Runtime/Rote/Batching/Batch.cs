using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Rote.Execution;
using Rote.Monitoring;

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
    private readonly SpareArrays<BatchEntry<TGroup, TItem, TResult>> _arrays;
    private readonly CancellationTokenSource _cancellation = new();
    private BatchEntry<TGroup, TItem, TResult>[] _calls = [];
    private int _count;
    private int _carriers;
    private bool _hasTwins;
    private bool _settled;
    private BulkAnswer<TResult> _answer;
    private ExceptionDispatchInfo? _error;

    public Batch(
        BatchCore<TGroup, TItem, TResult> owner,
        SpareArrays<BatchEntry<TGroup, TItem, TResult>> arrays,
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

    /// <summary>
    /// Whether its only caller may go on where the bulk call ends: not inside the call of another caller.
    /// </summary>
    public bool EndsInPlace { get; set; } = true;

    /// <summary>Whether its end is known. Its calls are handed out from then on, which is no business of the lock.</summary>
    public bool IsSettled => Volatile.Read(ref _settled);

    /// <summary>The items of a dispatched batch, for the bulk call, which may do with them as it likes.</summary>
    public TItem[] Items { get; private set; } = [];

    /// <summary>Who has made the calls of a dispatched batch; <see langword="null"/> where nobody wants to know.</summary>
    public Callers? Callers { get; private set; }

    /// <summary>The calls that carry its items, in their order.</summary>
    public ReadOnlySpan<BatchEntry<TGroup, TItem, TResult>> Calls => _calls.AsSpan(0, _count);

    public void Add(BatchCall<TGroup, TItem, TResult> call)
    {
        call.Batch = this;
        Append(call, call.IndexPlace);
        Live++;
        Waiters += call.Waiters;
        _hasTwins |= call.NextTwin is not null;
    }

    /// <summary>A caller joins one of its items.</summary>
    public void Join()
    {
        Waiters++;
        _hasTwins = true;
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
            items[i] = _calls[i].Call!.Item;
        }

        Items = items;
        Callers = Caller.IsWanted ? CollectCallers() : null;
    }

    /// <summary>Asks the bulk call to stop. Its callbacks run elsewhere: they are no business of whoever leaves last.</summary>
    public void Cancel() => _ = _cancellation.CancelAsync();

    /// <summary>On the pool's thread: sends it, or hands out its results once it is settled. Never throws.</summary>
    public void Execute()
    {
        if (IsSettled)
        {
            HandOutSome();
            return;
        }

        Send();
    }

    /// <summary>Sends it, in a clean context, unless disposal has given up on it meanwhile. Never throws.</summary>
    public void Send()
    {
        if (IsSettled)
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

    /// <summary>
    /// Says how it ended. From then on its calls end one by one, where they are handed out; none may join it any more. Under
    /// the lock.
    /// </summary>
    /// <param name="answer">The results, aligned with the items; the default where it has failed.</param>
    /// <param name="error">The failure of all of them.</param>
    public void Settle(in BulkAnswer<TResult> answer, ExceptionDispatchInfo? error)
    {
        _answer = answer;
        _error = error;
        _carriers = _count;
        if (_hasTwins)
        {
            AppendTwins();
        }

        TellOver();

        // Last: where disposal gives up on a batch, whoever is about to send it may look at any moment.
        Volatile.Write(ref _settled, true);
    }

    /// <summary>Of a settled batch: ends the call at a place, unless its caller has left.</summary>
    /// <returns>Whether its caller may go on, which it has to be told.</returns>
    public bool TryEnd(BatchCall<TGroup, TItem, TResult> call, int place)
    {
        TResult result = default!;
        int item = place < _carriers ? place : _calls[place].Place;
        return call.TryEnd(_error ?? _answer.Read(item, out result), result);
    }

    private Callers CollectCallers()
    {
        var callers = new Callers();
        foreach (BatchEntry<TGroup, TItem, TResult> entry in Calls)
        {
            for (BatchCall<TGroup, TItem, TResult>? call = entry.Call; call is not null; call = call.NextTwin)
            {
                callers.Add(call.Caller);
            }
        }

        return callers;
    }

    private void AppendTwins()
    {
        for (int i = 0; i < _carriers; i++)
        {
            for (BatchCall<TGroup, TItem, TResult>? twin = _calls[i].Call!.NextTwin; twin is not null; twin = twin.NextTwin)
            {
                twin.Batch = this;
                Append(twin, i);
            }
        }
    }

    private void Append(BatchCall<TGroup, TItem, TResult> call, int place)
    {
        if (_count == _calls.Length)
        {
            _calls = _arrays.Grow(_calls);
        }

        ref BatchEntry<TGroup, TItem, TResult> entry = ref _calls[_count++];
        entry.Call = call;
        entry.Place = place;
    }

    private void Keep(Func<BatchCall<TGroup, TItem, TResult>, bool> isKept)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (isKept(_calls[i].Call!))
            {
                _calls[kept++] = _calls[i];
            }
        }

        _calls.AsSpan(kept, _count - kept).Clear();
        _count = kept;
    }
}
