using System.Runtime.InteropServices;
using Rote.Monitoring;

namespace Rote.Batching;

/// <summary>Makes the bulk call of a batch, measures its size and checks its answer.</summary>
internal abstract class BulkCaller<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    private readonly KeyValuePair<string, object?> _operationTag;
    private readonly string _spanName;

    protected BulkCaller(string operation)
    {
        Operation = operation;
        _spanName = BulkSpan.NameOf(operation);
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

        return batch.Callers is { } callers ? SendAsync(batch, callers) : SendAsync(batch);
    }

    /// <summary>Takes back an answer that nobody reads any more. Thread-safe.</summary>
    public abstract void TakeBack(in BulkAnswer<TResult> answer);

    protected abstract ValueTask<BulkAnswer<TResult>> SendAsync(Batch<TGroup, TItem, TResult> batch);

    /// <summary>Sends it under a span that is linked to those of its callers. The context is the batch's own.</summary>
    private async ValueTask<BulkAnswer<TResult>> SendAsync(Batch<TGroup, TItem, TResult> batch, Callers callers)
    {
        BulkSpan span = BulkSpan.Start(_spanName, Operation, batch.Items.Length, callers);
        try
        {
            BulkAnswer<TResult> answer = await SendAsync(batch).ConfigureAwait(false);
            span.End(error: null);
            return answer;
        }
        catch (Exception error)
        {
            span.End(error);
            throw;
        }
    }

    /// <summary>
    /// A copy of the answer: it is read while the bulk method may be filling the same list for its next call already.
    /// </summary>
    protected T[] CopyAligned<T>(IReadOnlyList<T>? answer, int asked, SpareArrays<T> spare)
    {
        RoteContractException.ThrowIfMisaligned(answer, asked, Operation);
        T[] copy = spare.Rent(asked);
        switch (answer)
        {
            case T[] array:
                array.AsSpan(0, asked).CopyTo(copy);
                break;
            case List<T> list:
                CollectionsMarshal.AsSpan(list)[..asked].CopyTo(copy);
                break;
            default:
                for (int i = 0; i < asked; i++)
                {
                    copy[i] = answer![i];
                }

                break;
        }

        return copy;
    }
}
