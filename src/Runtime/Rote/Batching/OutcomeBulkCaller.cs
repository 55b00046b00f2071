using System.Runtime.CompilerServices;

namespace Rote.Batching;

/// <summary>Calls a bulk method that returns a result or a failure for each item.</summary>
internal sealed class OutcomeBulkCaller<TGroup, TItem, TResult>(
    BatchPolicy policy,
    Func<TGroup, TItem[], CancellationToken, ValueTask<IReadOnlyList<BatchResult<TResult>>>> bulk)
    : BulkCaller<TGroup, TItem, TResult>(policy.Operation)
    where TGroup : struct, IEquatable<TGroup>
{
    private readonly SpareArrays<BatchResult<TResult>> _spare = new(policy.MaxBatchSize);

    public override bool HasResults => true;

    public override void TakeBack(in BulkAnswer<TResult> answer)
    {
        if (answer.Outcomes is { } outcomes)
        {
            _spare.Return(outcomes, answer.Count);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<BulkAnswer<TResult>> SendAsync(Batch<TGroup, TItem, TResult> batch)
    {
        int asked = batch.Items.Length;
        IReadOnlyList<BatchResult<TResult>> list =
            await bulk(batch.Group, batch.Items, batch.Token).ConfigureAwait(false);
        return new BulkAnswer<TResult>(CopyAligned(list, asked, _spare), asked);
    }
}
