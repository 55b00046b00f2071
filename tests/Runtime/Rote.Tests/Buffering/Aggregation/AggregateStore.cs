using System.Collections.Concurrent;
using Rote.Buffering;

namespace Rote.Tests.Buffering.Aggregation;

/// <summary>A store of aggregates that fails, hangs or answers as the test says.</summary>
internal sealed class AggregateStore
{
    private readonly ConcurrentQueue<Aggregate<string>[]> _calls = [];

    /// <summary>Asked before each call; what it throws is the call's failure.</summary>
    public Func<CancellationToken, ValueTask>? Before { get; set; }

    public Aggregate<string>[][] Calls => [.. _calls];

    public Aggregate<string>[] All => [.. _calls.SelectMany(static call => call)];

    public async ValueTask StoreAsync(IReadOnlyList<Aggregate<string>> aggregates, CancellationToken cancellationToken)
    {
        if (Before is not null)
        {
            await Before(cancellationToken);
        }

        _calls.Enqueue([.. aggregates]);
    }
}
