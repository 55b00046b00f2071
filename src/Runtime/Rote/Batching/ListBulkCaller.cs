using System.Runtime.CompilerServices;

namespace Rote.Batching;

/// <summary>Calls a bulk method that returns one result for each item.</summary>
internal sealed class ListBulkCaller<TGroup, TItem, TResult>(
    BatchPolicy policy, Func<TGroup, TItem[], CancellationToken, ValueTask<IReadOnlyList<TResult>>> bulk)
    : BulkCaller<TGroup, TItem, TResult>(policy.Operation)
    where TGroup : struct, IEquatable<TGroup>
{
    private readonly SpareArrays<TResult> _spare = new(policy.MaxBatchSize);

    public override bool HasResults => true;

    public override void TakeBack(in BulkAnswer<TResult> answer)
    {
        if (answer.Results is { } results)
        {
            _spare.Return(results, answer.Count);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<BulkAnswer<TResult>> SendAsync(Batch<TGroup, TItem, TResult> batch)
    {
        // The items are the bulk method's now: it may change them.
        int asked = batch.Items.Length;
        IReadOnlyList<TResult> list = await bulk(batch.Group, batch.Items, batch.Token).ConfigureAwait(false);
        return new BulkAnswer<TResult>(CopyAligned(list, asked, _spare), asked);
    }
}
