using System.Runtime.CompilerServices;

namespace Rote.Batching;

/// <summary>Calls a bulk method that returns one result for each item.</summary>
internal sealed class ListBulkCaller<TGroup, TItem, TResult>(
    string operation, Func<TGroup, TItem[], CancellationToken, ValueTask<IReadOnlyList<TResult>>> bulk)
    : BulkCaller<TGroup, TItem, TResult>(operation)
    where TGroup : struct, IEquatable<TGroup>
{
    public override bool HasResults => true;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<BulkAnswer<TResult>> SendAsync(Batch<TGroup, TItem, TResult> batch)
    {
        // The items are the bulk method's now: it may change them.
        int asked = batch.Items.Length;
        IReadOnlyList<TResult> list = await bulk(batch.Group, batch.Items, batch.Token).ConfigureAwait(false);
        return new BulkAnswer<TResult>(ToAligned(list, asked));
    }
}
