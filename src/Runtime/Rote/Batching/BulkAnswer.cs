using System.Runtime.ExceptionServices;

namespace Rote.Batching;

/// <summary>What a bulk call answered, item by item, in the order of its items.</summary>
internal readonly struct BulkAnswer<TResult>
{
    private readonly TResult[]? _results;
    private readonly BatchResult<TResult>[]? _outcomes;

    public BulkAnswer(TResult[] results) => _results = results;

    public BulkAnswer(BatchResult<TResult>[] outcomes) => _outcomes = outcomes;

    /// <summary>The result of one item, or its failure.</summary>
    public ExceptionDispatchInfo? Read(int index, out TResult result)
    {
        if (_outcomes is not null)
        {
            return _outcomes[index].Read(out result);
        }

        result = _results is null ? default! : _results[index];
        return null;
    }
}
