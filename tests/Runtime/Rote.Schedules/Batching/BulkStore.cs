using Rote.Schedules.Caching;
using Rote.Testing.Scheduling;

namespace Rote.Schedules.Batching;

/// <summary>The store behind a batcher: when and how each bulk call ends is drawn from the seed.</summary>
internal sealed class BulkStore(BatchModel model, BatchTraits traits, SeededRandom random)
{
    private readonly List<Gate> _gates = [];
    private readonly List<(BulkRecord Bulk, Gate Gate)> _hanging = [];

    public async ValueTask<IReadOnlyList<long>> AskAsync(int group, BatchItem[] items, CancellationToken token)
    {
        BulkRecord bulk = model.BeginBulk(group, items, token);
        using var end = new BulkSpan(bulk);
        await RunAsync(bulk).ConfigureAwait(false);
        return [.. AnswersOf(bulk)];
    }

    public async ValueTask<IReadOnlyList<BatchResult<long>>> AskEachAsync(int group, BatchItem[] items, CancellationToken token)
    {
        BulkRecord bulk = model.BeginBulk(group, items, token);
        using var end = new BulkSpan(bulk);
        await RunAsync(bulk).ConfigureAwait(false);
        return
        [
            .. AnswersOf(bulk).Select((answer, i) => i < items.Length && bulk.FailedValues.Contains(bulk.Items[i].Value)
                ? BatchResult.FromException<long>(new BulkException(bulk))
                : BatchResult.FromResult(answer)),
        ];
    }

    public async ValueTask WriteAsync(int group, BatchItem[] items, CancellationToken token)
    {
        BulkRecord bulk = model.BeginBulk(group, items, token);
        using var end = new BulkSpan(bulk);
        await RunAsync(bulk).ConfigureAwait(false);
    }

    /// <summary>Lets one of the bulk calls that are to end go on.</summary>
    public bool OpenSomeGate()
    {
        if (_gates.Count == 0)
        {
            return false;
        }

        int index = random.Next(_gates.Count);
        Gate gate = _gates[index];
        _gates.RemoveAt(index);
        Interleaver.Note($"{gate} opens");
        gate.Open(onWorker: true);
        return true;
    }

    /// <summary>Lets one that hangs come to its end.</summary>
    public bool ReleaseHanging()
    {
        _hanging.RemoveAll(static hanging => !hanging.Bulk.InFlight);
        if (_hanging.Count == 0)
        {
            return false;
        }

        Gate gate = _hanging[0].Gate;
        _hanging.RemoveAt(0);
        Interleaver.Note($"{gate} returns at last");
        gate.Open(onWorker: true);
        return true;
    }

    private static IEnumerable<long> AnswersOf(BulkRecord bulk)
        => bulk.Items.Skip(bulk.End == BulkEnd.Misaligned ? 1 : 0)
            .Select(item => BatchModel.AnswerOf(bulk, item.Value));

    private async ValueTask RunAsync(BulkRecord bulk)
    {
        bulk.End = traits.NextEnd(random);
        Interleaver.Note($"{bulk} begins and {bulk.End}");
        Interleaver.Step("bulk call");
        var gate = new Gate(bulk.ToString());
        switch (bulk.End)
        {
            case BulkEnd.AnswersLater or BulkEnd.ThrowsLater or BulkEnd.CancelsLater:
                _gates.Add(gate);
                await gate.Opened.ConfigureAwait(false);
                break;
            case BulkEnd.Hangs:
                _hanging.Add((bulk, gate));
                await gate.Opened.WaitAsync(bulk.Token).ConfigureAwait(false);
                break;
            case BulkEnd.HangsDeaf:
                _hanging.Add((bulk, gate));
                await gate.Opened.ConfigureAwait(false);
                break;
            case BulkEnd.BlocksThread:
                _gates.Add(gate);
                gate.Wait();
                break;
            case BulkEnd.FailsSome:
                bulk.FailedValues.UnionWith(bulk.Items.Select(item => item.Value).Where(_ => random.OnceIn(2)));
                break;
            default:
                break;
        }

        ThrowIfFailing(bulk);
        bulk.Answered = true;
    }

    private void ThrowIfFailing(BulkRecord bulk)
    {
        bool fails = bulk.End is BulkEnd.ThrowsAtOnce or BulkEnd.ThrowsLater
            || (bulk.End == BulkEnd.FailsSome && traits.Kind != BatcherKind.Outcomes)
            || (bulk.End == BulkEnd.Misaligned && !traits.HasResults);
        if (fails)
        {
            throw new BulkException(bulk);
        }

        if (bulk.End == BulkEnd.CancelsLater)
        {
            throw new BulkCanceledException(bulk);
        }
    }

    /// <summary>Ends the record with the bulk call.</summary>
    private readonly struct BulkSpan(BulkRecord bulk) : IDisposable
    {
        public void Dispose()
        {
            bulk.InFlight = false;
            Interleaver.Note($"{bulk} ends");
            Interleaver.Step("bulk call ends");
        }
    }
}
