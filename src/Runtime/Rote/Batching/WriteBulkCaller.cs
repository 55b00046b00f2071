using System.Runtime.CompilerServices;

namespace Rote.Batching;

/// <summary>Calls a bulk method that returns nothing.</summary>
internal sealed class WriteBulkCaller<TGroup, TItem>(
    string operation, Func<TGroup, TItem[], CancellationToken, ValueTask> bulk)
    : BulkCaller<TGroup, TItem, NoResult>(operation)
    where TGroup : struct, IEquatable<TGroup>
{
    public override bool HasResults => false;

    public override void TakeBack(in BulkAnswer<NoResult> answer)
    {
        // There is nothing in it.
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<BulkAnswer<NoResult>> SendAsync(Batch<TGroup, TItem, NoResult> batch)
    {
        await bulk(batch.Group, batch.Items, batch.Token).ConfigureAwait(false);
        return default;
    }
}
