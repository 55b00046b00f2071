using Rote.Batching;
using Rote.Generated;

namespace Rote.Tests.Batching;

/// <summary>What users of other batchers have reported, each named after its issue.</summary>
public sealed class BatcherIssueTests : BatcherTestBase
{
    [Fact]
    public async Task GetAsync_Duplicates_CountOnceForTheSize_GraphqlDataloader294()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxBatchSize = 2 });
        Task<string> first = batcher.GetAsync(0, "x", Ct).AsTask();
        BulkCall one = await Bulk.NextAsync();
        Task<string>[] calls = [.. new[] { "a", "a", "a" }.Select(item => batcher.GetAsync(0, item, Ct).AsTask())];
        Assert.Equal(1, Bulk.Count);

        Task<string> last = batcher.GetAsync(0, "b", Ct).AsTask();

        BulkCall two = await Bulk.NextAsync();
        Assert.Equal(["a", "b"], two.Items);
        one.Succeed();
        two.Succeed();
        Assert.Equal(["a!", "a!", "a!", "b!", "x!"], await Task.WhenAll([.. calls, last, first]));
    }

    [Fact]
    public async Task GetAsync_BatchFailed_IsAskedAgain_Greendonut42()
    {
        int asked = 0;
        Batcher<int, string, string> batcher = Make((_, items, _) => asked++ == 0
            ? ValueTask.FromException<IReadOnlyList<string>>(new FormatException("down"))
            : new ValueTask<IReadOnlyList<string>>(items));
        await Assert.ThrowsAsync<FormatException>(() => batcher.GetAsync(0, "a", Ct).AsTask());

        Assert.Equal("a", await batcher.GetAsync(0, "a", Ct));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task GetAsync_CallersAskAnotherBatcherAndComeBack_NobodyWaitsForEver_GraphqlPlatform7437()
    {
        await using var context = new DecoratorContext("ITest", null);
        var narrow = new BatchPolicy { Operation = "Get", MaxBatchSize = 3, MaxConcurrentBatches = 1 };
        Batcher<NoGroup, int, int> children = context.Batch<NoGroup, int, int>(narrow, DoubleAsync);
        Batcher<NoGroup, int, int> parents = context.Batch<NoGroup, int, int>(
            narrow,
            async (_, items, token)
                => await Task.WhenAll(items.Select(item => children.GetAsync(default, item, token).AsTask())));

        int[] values = await Task.WhenAll(Enumerable.Range(0, 100).Select(ResolveAsync)).WaitAsync(TimeSpan.FromSeconds(60), Ct);

        Assert.Equal(Enumerable.Range(0, 100).Select(item => 8 * item), values);

        async Task<int> ResolveAsync(int item)
        {
            int parent = await parents.GetAsync(default, item, Ct);
            int child = await children.GetAsync(default, parent, Ct);
            return await parents.GetAsync(default, child, Ct);
        }

        static async ValueTask<IReadOnlyList<int>> DoubleAsync(NoGroup group, int[] items, CancellationToken token)
        {
            await Task.Yield();
            return [.. items.Select(item => 2 * item)];
        }
    }

    [Fact]
    public async Task GetAsync_FirstCallerOfABatchLeaves_BulkCallGoesOnForTheOthers_GreenDonutFirstToken()
    {
        Batcher<int, string, string> batcher = Make();
        using var leaving = new CancellationTokenSource();
        Task<string> before = batcher.GetAsync(0, "x", Ct).AsTask();
        BulkCall one = await Bulk.NextAsync();
        Task<string> first = batcher.GetAsync(0, "a", leaving.Token).AsTask();
        Task<string> second = batcher.GetAsync(0, "b", Ct).AsTask();
        one.Succeed();
        BulkCall two = await Bulk.NextAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(two.Token.IsCancellationRequested);
        two.Succeed();
        Assert.Equal("b!", await second);
        await before;
    }

    [Fact]
    public async Task GetAsync_WaitsForABulkCall_LooksAtNothingMeanwhile_GraphqlPlatform8825()
    {
        Batcher<int, string, string> batcher = Make();
        Task<string> first = batcher.GetAsync(0, "x", Ct).AsTask();
        BulkCall one = await Bulk.NextAsync();
        Task<string>[] waiting = [.. Names(10).Select(name => batcher.GetAsync(0, name, Ct).AsTask())];
        long reads = Time.TimestampReads;

        // Whoever spins on the pool has its turn here.
        for (int i = 0; i < 1_000; i++)
        {
            await Task.Yield();
        }

        Assert.Equal(reads, Time.TimestampReads);
        Assert.Equal(1, Bulk.Count);
        one.Succeed();
        (await Bulk.NextAsync()).Succeed();
        await Task.WhenAll([first, .. waiting]);
    }

    [Fact]
    public async Task GetAsync_LoneCallers_WaitForNoWindow_JavaDataloader90()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxDelay = TimeSpan.FromDays(1) });
        for (int i = 0; i < 3; i++)
        {
            Task<string> call = batcher.GetAsync(0, $"i{i}", Ct).AsTask();
            Assert.Equal(i + 1, Bulk.Count);
            Assert.Equal(0, Time.ArmedTimers);
            (await Bulk.NextAsync()).Succeed();
            Assert.Equal($"i{i}!", await call);
        }
    }

    [Fact]
    public async Task AddAsync_FarBeyondTheBound_NothingIsDropped_JasperFx485()
    {
        await using var context = new DecoratorContext("ITest", new RoteOptions { MaxPendingBatchItems = 10 });
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sent = new List<int>();
        WriteBatcher<NoGroup, int> batcher = context.BatchWrites<NoGroup, int>(
            new BatchPolicy { Operation = "Add", MaxBatchSize = 7, MaxConcurrentBatches = 1 },
            async (_, items, _) =>
            {
                await gate.Task;
                sent.AddRange(items);
            });
        Task[] calls = [.. Enumerable.Range(0, 10_100).Select(item => batcher.AddAsync(default, item, Ct).AsTask())];

        gate.SetResult();

        await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, 10_100), sent);
    }

    [Fact]
    public async Task GetAsync_CallersLeaveAHangingItem_AreNotKept_Cap935()
    {
        Batcher<int, string, string> batcher = Make();
        Task<string> stays = batcher.GetAsync(0, "i0", Ct).AsTask();
        BulkCall hanging = await Bulk.NextAsync();

        List<WeakReference> items = await AskAndLeaveAsync(batcher, 200);
        GC.Collect();

        // The pool's threads and this frame may hold the last ones.
        Assert.InRange(items.Count(static item => item.IsAlive), 0, 20);
        hanging.Succeed();
        Assert.Equal("i0!", await stays);
    }

    [Fact]
    public async Task GetAsync_CallersLeaveTheQueueForRoom_AreNotKept_Cap935()
    {
        Batcher<int, string, string> batcher = Make(
            policy => policy with { MaxConcurrentBatches = 1 }, new RoteOptions { MaxPendingBatchItems = 2 });
        Task<string> first = batcher.GetAsync(0, "x", Ct).AsTask();
        BulkCall one = await Bulk.NextAsync();
        using var leaving = new CancellationTokenSource();
        Task<string>[] gone = [.. Names(500).Select(name => batcher.GetAsync(0, name, leaving.Token).AsTask())];
        Assert.Equal(501, batcher.Held);

        await leaving.CancelAsync();

        foreach (Task<string> call in gone)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        Assert.Equal(1, batcher.Held);
        one.Succeed();
        await first;
        Assert.Equal(1, Bulk.Count);
    }

    private static async Task<List<WeakReference>> AskAndLeaveAsync(Batcher<int, string, string> batcher, int callers)
    {
        var items = new List<WeakReference>();
        for (int i = 0; i < callers; i++)
        {
            using var leaving = new CancellationTokenSource();
            string item = new(['i', '0']);
            items.Add(new WeakReference(item));
            Task<string> call = batcher.GetAsync(0, item, leaving.Token).AsTask();
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        return items;
    }
}
