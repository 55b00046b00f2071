using Rote.Monitoring;

namespace Rote.Batching;

/// <summary>Makes the bulk call of a batch, measures its size and checks its answer.</summary>
internal sealed class BulkCaller<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    private readonly string _operation;
    private readonly Func<TGroup, TItem[], CancellationToken, ValueTask<IReadOnlyList<TResult>?>> _bulk;
    private readonly bool _hasResults;
    private readonly KeyValuePair<string, object?> _operationTag;

    public BulkCaller(
        string operation,
        Func<TGroup, TItem[], CancellationToken, ValueTask<IReadOnlyList<TResult>?>> bulk,
        bool hasResults)
    {
        _operation = operation;
        _bulk = bulk;
        _hasResults = hasResults;
        _operationTag = new KeyValuePair<string, object?>(RoteTelemetry.OperationNameTag, operation);
    }

    /// <summary>The results, aligned with the items; <see langword="null"/> of a bulk call that returns nothing.</summary>
    /// <exception cref="RoteContractException">The answer is not aligned.</exception>
    /// <exception cref="OperationCanceledException">All callers left between the moment the batch was taken and now.</exception>
    public async ValueTask<TResult[]?> CallAsync(Batch<TGroup, TItem, TResult> batch)
    {
        batch.Token.ThrowIfCancellationRequested();
        var items = new TItem[batch.Items.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = batch.Items[i].Item;
        }

        if (RoteTelemetry.BatchSize.Enabled)
        {
            RoteTelemetry.BatchSize.Record(items.Length, _operationTag);
        }

        IReadOnlyList<TResult>? list = await _bulk(batch.Group, items, batch.Token).ConfigureAwait(false);
        if (!_hasResults)
        {
            return null;
        }

        // The array is the bulk method's now: it may have changed it.
        RoteContractException.ThrowIfMisaligned(list, batch.Items.Count, _operation);
        var results = new TResult[batch.Items.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = list![i];
        }

        return results;
    }
}
