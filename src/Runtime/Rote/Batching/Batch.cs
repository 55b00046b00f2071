using System.Diagnostics.CodeAnalysis;
using Rote.Execution;

namespace Rote.Batching;

/// <summary>Items of one group that travel together. Its fields belong to the batcher's lock until it is dispatched.</summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "The source has neither timer nor link: nothing to free. Disposal would race with callers that leave.")]
internal sealed class Batch<TGroup, TItem, TResult> : IThreadPoolWorkItem
    where TGroup : struct, IEquatable<TGroup>
{
    private const int SmallestCompaction = 16;

    private readonly BatchCore<TGroup, TItem, TResult> _owner;
    private readonly List<BatchItem<TGroup, TItem, TResult>> _items = [];
    private readonly CancellationTokenSource _cancellation = new();

    public Batch(BatchCore<TGroup, TItem, TResult> owner, in TGroup group, long sequence, long startStamp)
    {
        _owner = owner;
        Group = group;
        Sequence = sequence;
        StartStamp = startStamp;
        Node = new LinkedListNode<Batch<TGroup, TItem, TResult>>(this);
    }

    public TGroup Group { get; }

    /// <summary>Order of creation: the older batch goes first.</summary>
    public long Sequence { get; }

    /// <summary>When its first item came.</summary>
    public long StartStamp { get; }

    public LinkedListNode<Batch<TGroup, TItem, TResult>> Node { get; }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>Items that somebody waits for.</summary>
    public int Live { get; private set; }

    /// <summary>Callers that wait for any of its items.</summary>
    public int Waiters { get; set; }

    public bool Running { get; private set; }

    /// <summary>The items of a dispatched batch.</summary>
    public IReadOnlyList<BatchItem<TGroup, TItem, TResult>> Items => _items;

    public void Add(BatchItem<TGroup, TItem, TResult> item)
    {
        item.Batch = this;
        _items.Add(item);
        Live++;
        Waiters += item.Waiters;
    }

    /// <summary>Drops an item nobody waits for. Constant time, amortised: space is reclaimed when half is lost.</summary>
    public void DropOne()
    {
        Live--;
        if (_items.Count > SmallestCompaction && _items.Count > 2 * Live)
        {
            RemoveDropped();
        }
    }

    /// <summary>From now on its items do not change.</summary>
    public void Run()
    {
        Running = true;
        if (_items.Count != Live)
        {
            RemoveDropped();
        }
    }

    /// <summary>Asks the bulk call to stop. Its callbacks run elsewhere: they are no business of whoever leaves last.</summary>
    public void Cancel() => _ = _cancellation.CancelAsync();

    /// <summary>Sends it, in a clean context. Never throws.</summary>
    public void Execute()
        => CleanContext.Run(
            static state =>
            {
                var batch = (Batch<TGroup, TItem, TResult>)state!;
                _ = batch._owner.RunAsync(batch);
            },
            this);

    private void RemoveDropped() => _items.RemoveAll(static item => item.Waiters == 0);
}
