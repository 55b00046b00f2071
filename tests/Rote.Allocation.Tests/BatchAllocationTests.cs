using System.Diagnostics.CodeAnalysis;
using Rote.Batching;
using Rote.Generated;

namespace Rote.Allocation.Tests;

/// <summary>What a coalesced call allocates: nothing of its own, and its share of the batch.</summary>
public sealed class BatchAllocationTests
{
    private const int Calls = 1_000;

    /// <summary>
    /// Threads that move between processors take calls from one's pool and return them to the other's: not in every round.
    /// </summary>
    private const int MostRounds = 200;

    /// <summary>The backend's array, eight bytes for each item, and as much again for everything else.</summary>
    private const long BytesOfACall = 16;

    private readonly DecoratorContext _context = new("ITest", null);
    private readonly ValueTask<long>[] _waiting = new ValueTask<long>[Calls];
    private TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetAsync_WhileABatchIsInFlight_AllocatesNothingInTheCallAndLittleInAll(bool cancellable)
    {
        Batcher<NoGroup, long, long> batcher = _context.Batch<NoGroup, long, long>(
            new BatchPolicy { Operation = "Get", MaxBatchSize = 2 * Calls, MaxDelay = TimeSpan.FromDays(1) }, AnswerAsync);
        using var source = new CancellationTokenSource();
        CancellationToken token = cancellable ? source.Token : CancellationToken.None;
        long inCalls = long.MaxValue;
        long inAll = long.MaxValue;
        for (int round = 0; round < MostRounds && (inCalls > 0 || inAll > Calls * BytesOfACall); round++)
        {
            _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            long before = GC.GetTotalAllocatedBytes(precise: true);
            ValueTask<long> first = batcher.GetAsync(default, -1, token);
            ValueTask<long> second = batcher.GetAsync(default, -2, token);
            inCalls = Math.Min(inCalls, Submit(batcher, token));
            _gate.SetResult();
            long sum = await first + await second;
            for (int i = 0; i < Calls; i++)
            {
                // No assertion in here: it would allocate.
                sum += await _waiting[i];
            }

            inAll = Math.Min(inAll, GC.GetTotalAllocatedBytes(precise: true) - before);
            Assert.Equal(Enumerable.Range(0, Calls).Sum(Item) - 3, sum);
        }

        await _context.DisposeAsync();
        Assert.Equal(0, inCalls);
        Assert.InRange(inAll, 0, Calls * BytesOfACall);
    }

    [SuppressMessage("Reliability", "CA2012", Justification = "Each is awaited once.")]
    private long Submit(Batcher<NoGroup, long, long> batcher, CancellationToken token)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            _waiting[i] = batcher.GetAsync(default, Item(i), token);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Every third call asks for an item that others ask for too.</summary>
    private static long Item(int call) => call % 3 == 0 ? 0 : call;

    private async ValueTask<IReadOnlyList<long>> AnswerAsync(NoGroup group, long[] items, CancellationToken token)
    {
        await _gate.Task;
        return items;
    }
}
