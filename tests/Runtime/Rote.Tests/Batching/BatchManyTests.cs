using Rote.Batching;
using Rote.Generated;

namespace Rote.Tests.Batching;

/// <summary>Bulk calls that hold more than one call of the store may.</summary>
public sealed class BatchManyTests : BatcherTestBase
{
    [Fact]
    public async Task GetManyAsync_MoreThanABatchHolds_IsSplitAndPutTogetherInOrder()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxBatchSize = 3, MaxConcurrentBatches = 2 });
        string[] asked = ["a", "b", "a", "c", "d", "e", "f", "a"];

        Task<string[]> many = batcher.GetManyAsync(0, asked, Ct).AsTask();

        List<string> sent = [];
        while (sent.Count < 6)
        {
            BulkCall call = await Bulk.NextAsync();
            Assert.InRange(call.Items.Length, 1, 3);
            sent.AddRange(call.Items);
            call.Succeed();
        }

        Assert.Equal(["a", "b", "c", "d", "e", "f"], sent.Order());
        Assert.Equal(asked.Select(item => item + "!"), await many);
        Assert.InRange(Bulk.MostInFlight, 1, 2);
        Assert.Equal(0, batcher.Held);
    }

    [Fact]
    public async Task GetManyAsync_Idle_FillsItsFirstBatch()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxBatchSize = 10 });

        Task<string[]> many = batcher.GetManyAsync(0, Names(25), Ct).AsTask();

        Assert.Equal(10, (await Bulk.NextAsync()).Items.Length);
        await DrainAsync();
        Assert.Equal(25, (await many).Length);
        Assert.Equal(3, Bulk.Count);
    }

    [Fact]
    public async Task GetManyAsync_ItemInFlight_IsNotAskedForAgain()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxBatchSize = 2 });
        Task<string> single = batcher.GetAsync(0, "a", Ct).AsTask();
        BulkCall first = await Bulk.NextAsync();

        Task<string[]> many = batcher.GetManyAsync(0, ["a", "b", "c"], Ct).AsTask();
        BulkCall second = await Bulk.NextAsync();

        Assert.Equal(["b", "c"], second.Items);
        first.Succeed();
        second.Succeed();
        Assert.Equal("a!", await single);
        Assert.Equal(["a!", "b!", "c!"], await many);
    }

    [Fact]
    public async Task GetManyAsync_OnePartFails_OthersAreWaitedForAndTheFailureIsThrown()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxBatchSize = 2, MaxConcurrentBatches = 2 });

        Task<string[]> many = batcher.GetManyAsync(0, Names(4), Ct).AsTask();
        BulkCall one = await Bulk.NextAsync();
        BulkCall two = await Bulk.NextAsync();
        one.Gate.SetException(new FormatException("boom"));
        Assert.False(many.IsCompleted);
        two.Succeed();

        await Assert.ThrowsAsync<FormatException>(() => many);
        Assert.Equal(0, batcher.Held);
    }

    [Fact]
    public async Task GetManyAsync_CallerLeaves_CancelsItsPartsOnly()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxBatchSize = 2, MaxConcurrentBatches = 1 });
        using var leaving = new CancellationTokenSource();
        Task<string[]> many = batcher.GetManyAsync(0, Names(5), leaving.Token).AsTask();
        BulkCall one = await Bulk.NextAsync();
        Task<string> other = batcher.GetAsync(0, "i3", Ct).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => many);
        Assert.True(one.Token.IsCancellationRequested);
        one.Gate.SetCanceled(one.Token);
        BulkCall two = await Bulk.NextAsync();
        Assert.Equal(["i3"], two.Items);
        two.Succeed();
        Assert.Equal("i3!", await other);
    }

    [Fact]
    public async Task GetManyAsync_NothingOrNobody_SendsNothing()
    {
        Batcher<int, string, string> batcher = Make();

        Assert.Empty(await batcher.GetManyAsync(0, [], Ct));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => batcher.GetManyAsync(0, ["a"], new CancellationToken(canceled: true)).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await batcher.GetManyAsync(0, null!, Ct));
        await DrainAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await batcher.GetManyAsync(0, ["a", "b"], Ct));
        Assert.Equal(0, Bulk.Count);
    }

    [Fact]
    public async Task GetManyOutcomesAsync_OneItemFails_SaysWhich()
    {
        await using var context = new DecoratorContext("ITest", null);
        Batcher<NoGroup, int, int> batcher = context.BatchOutcomes<NoGroup, int, int>(
            new BatchPolicy { Operation = "Get", MaxBatchSize = 2 },
            (_, items, _) => new ValueTask<IReadOnlyList<BatchResult<int>>>(
                [.. items.Select(item => item == 3 ? BatchResult.FromException<int>(new FormatException("3")) : item * 10)]));

        BatchResult<int>[] outcomes = await batcher.GetManyOutcomesAsync(default, [1, 2, 3, 4], Ct);

        Assert.Equal([10, 20, 40], outcomes.Where(outcome => outcome.Error is null).Select(outcome => outcome.Value));
        Assert.IsType<FormatException>(outcomes[2].Error);
    }

    [Fact]
    public async Task AddManyAsync_OneAtATime_KeepsTheOrder()
    {
        List<int> written = [];
        await using var context = new DecoratorContext("ITest", null);
        WriteBatcher<NoGroup, int> batcher = context.BatchWrites<NoGroup, int>(
            new BatchPolicy { Operation = "Add", MaxBatchSize = 4, MaxConcurrentBatches = 1 },
            async (_, items, _) =>
            {
                await Task.Yield();
                written.AddRange(items);
            });

        await batcher.AddManyAsync(default, Enumerable.Range(0, 50), Ct);

        Assert.Equal(Enumerable.Range(0, 50), written);
    }
}
