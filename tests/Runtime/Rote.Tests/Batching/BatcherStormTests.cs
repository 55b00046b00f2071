using System.Collections.Concurrent;
using System.Globalization;
using Rote.Batching;
using Rote.Generated;

namespace Rote.Tests.Batching;

/// <summary>
/// Real threads in each other's way: agents that ask for the same items, a thread that cancels them at any moment, a store that
/// fails, and disposal amid the run. <c>ROTE_STRESS</c>: how many times as long.
/// </summary>
public sealed class BatcherStormTests
{
    private const int Agents = 32;

    private static readonly int CallsEach = 300 * int.Parse(
        Environment.GetEnvironmentVariable("ROTE_STRESS") is { Length: > 0 } text ? text : "1", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<CancellationTokenSource> _leaving = new();
    private readonly ConcurrentBag<string> _wrong = [];
    private int _delivered;
    private int _failed;
    private int _cancelled;
    private int _refused;
    private int _drained;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(64, 4)]
    public async Task GetAsync_CancelledFromElsewhereAndDisposedAmidTheRun_EveryCallEndsWithItsOwn(int size, int concurrent)
    {
        var context = new DecoratorContext("ITest", new RoteOptions { MaxPendingBatchItems = 20 });
        Batcher<int, long, string> batcher = context.BatchOutcomes<int, long, string>(
            new BatchPolicy
            {
                Operation = "Get",
                MaxBatchSize = size,
                MaxConcurrentBatches = concurrent,
                MaxDelay = TimeSpan.FromMilliseconds(1),
            },
            async (group, items, _) =>
            {
                bool fits = items.Length <= size && items.Distinct().Count() == items.Length;
                Check(fits, "A bulk call has an item twice, or too many.");
                await Task.Yield();
                return [.. items.Select(item => Answer(group, item))];
            });
        using var done = new CancellationTokenSource();
        var canceller = new Thread(() => CancelAll(done.Token));
        canceller.Start();
        Task agents = Task.WhenAll(
            Enumerable.Range(0, Agents).Select(agent => Task.Run(() => AgentAsync(batcher, new Random(agent)))));

        while (!agents.IsCompleted
            && (Volatile.Read(ref _delivered) < Agents * CallsEach / 4 || Volatile.Read(ref _cancelled) == 0))
        {
            await Task.Yield();
        }

        await context.DisposeAsync();
        await agents.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await done.CancelAsync();
        canceller.Join();

        Assert.Empty(_wrong);
        Assert.Equal(Agents * CallsEach, _delivered + _failed + _cancelled + _refused + _drained);
        Assert.True(_delivered > 0 && _failed > 0, $"{_delivered}, {_failed}");
        Assert.Equal(0, batcher.Held);
    }

    private static BatchResult<string> Answer(int group, long item) => item % 10 == 9
        ? BatchResult.FromException<string>(new FormatException($"{group}/{item}"))
        : BatchResult.FromResult($"{group}/{item}");

    private async Task AgentAsync(Batcher<int, long, string> batcher, Random random)
    {
        for (int i = 0; i < CallsEach; i++)
        {
            int group = random.Next(2);
            long item = random.Next(30);
            CancellationTokenSource? source = random.Next(3) == 0 ? new CancellationTokenSource() : null;

            // Taken first: who cancels a source disposes of it too.
            CancellationToken token = source?.Token ?? CancellationToken.None;
            if (source is not null && random.Next(2) == 0)
            {
                _leaving.Enqueue(source);
            }

            await CallAsync(batcher, group, item, token);
        }
    }

    private async Task CallAsync(Batcher<int, long, string> batcher, int group, long item, CancellationToken token)
    {
        try
        {
            string answer = await batcher.GetAsync(group, item, token);
            Check(answer == $"{group}/{item}" && item % 10 != 9, $"{group}/{item} got {answer}.");
            Interlocked.Increment(ref _delivered);
        }
        catch (FormatException failure)
        {
            Check(failure.Message == $"{group}/{item}" && item % 10 == 9, $"{group}/{item} failed with {failure.Message}.");
            Interlocked.Increment(ref _failed);
        }
        catch (OperationCanceledException left)
        {
            Check(left.CancellationToken == token && token.IsCancellationRequested, $"{group}/{item} was cancelled by another.");
            Interlocked.Increment(ref _cancelled);
        }
        catch (ObjectDisposedException)
        {
            Interlocked.Increment(ref _refused);
        }
        catch (RoteDrainException)
        {
            Interlocked.Increment(ref _drained);
        }
    }

    private void CancelAll(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            if (_leaving.TryDequeue(out CancellationTokenSource? source))
            {
                source.Cancel();
                source.Dispose();
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            _wrong.Add(otherwise);
        }
    }
}
