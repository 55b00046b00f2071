using System.Runtime.ExceptionServices;

namespace Rote.Batching;

/// <summary>What a bulk call answered, item by item, in the order of its items. In arrays that the batcher keeps.</summary>
/// <typeparam name="TResult">The result of an item.</typeparam>
internal readonly struct BulkAnswer<TResult>
{
    public BulkAnswer(TResult[] results, int count)
    {
        Results = results;
        Count = count;
    }

    public BulkAnswer(BatchResult<TResult>[] outcomes, int count)
    {
        Outcomes = outcomes;
        Count = count;
    }

    /// <summary>The results at its beginning; none where the bulk method answers with outcomes or returns nothing.</summary>
    public TResult[]? Results { get; }

    /// <summary>The results and failures at its beginning; none where the bulk method answers with results.</summary>
    public BatchResult<TResult>[]? Outcomes { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The result of one item, or its failure.</summary>
    public ExceptionDispatchInfo? Read(int index, out TResult result)
    {
        if (Outcomes is not null)
        {
            return Outcomes[index].Read(out result);
        }

        result = Results is null ? default! : Results[index];
        return null;
    }
}
