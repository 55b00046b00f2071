using System.Runtime.CompilerServices;

namespace Rote.Batching;

/// <summary>Calls a bulk method that returns a result or a failure for each item.</summary>
internal sealed class OutcomeBulkCaller<TGroup, TItem, TResult>(
    string operation, Func<TGroup, TItem[], CancellationToken, ValueTask<IReadOnlyList<BatchResult<TResult>>>> bulk)
    : BulkCaller<TGroup, TItem, TResult>(operation)
    where TGroup : struct, IEquatable<TGroup>
{
    public override bool HasResults => true;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<BulkAnswer<TResult>> SendAsync(Batch<TGroup, TItem, TResult> batch)
    {
        int asked = batch.Items.Length;
        IReadOnlyList<BatchResult<TResult>> list = await bulk(batch.Group, batch.Items, batch.Token).ConfigureAwait(false);
        return new BulkAnswer<TResult>(ToAligned(list, asked));
    }
}
