using Rote.Monitoring;

namespace Rote.Batching;

/// <summary>Makes the bulk call of a batch, measures its size and checks its answer.</summary>
internal abstract class BulkCaller<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    private readonly KeyValuePair<string, object?> _operationTag;

    protected BulkCaller(string operation)
    {
        Operation = operation;
        _operationTag = new KeyValuePair<string, object?>(RoteTelemetry.OperationNameTag, operation);
    }

    /// <summary>Whether callers get a result. Only then are equal items one.</summary>
    public abstract bool HasResults { get; }

    protected string Operation { get; }

    /// <summary>The answer for each of the batch's items.</summary>
    /// <exception cref="RoteContractException">The answer is not aligned.</exception>
    /// <exception cref="OperationCanceledException">All callers left between the moment the batch was taken and now.</exception>
    public ValueTask<BulkAnswer<TResult>> CallAsync(Batch<TGroup, TItem, TResult> batch)
    {
        batch.Token.ThrowIfCancellationRequested();
        if (RoteTelemetry.BatchSize.Enabled)
        {
            RoteTelemetry.BatchSize.RecordQuietly(batch.Items.Length, _operationTag);
        }

        return SendAsync(batch);
    }

    protected abstract ValueTask<BulkAnswer<TResult>> SendAsync(Batch<TGroup, TItem, TResult> batch);

    /// <summary>The answer as an array of its own, or the very array that the bulk method returned.</summary>
    protected T[] ToAligned<T>(IReadOnlyList<T>? answer, int asked)
    {
        RoteContractException.ThrowIfMisaligned(answer, asked, Operation);
        if (answer is T[] array)
        {
            return array;
        }

        var copy = new T[asked];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = answer![i];
        }

        return copy;
    }
}
