using Rote.Batching;
using Rote.Generated;

namespace Rote.Tests.Batching;

/// <summary>Bulk methods that answer each item on its own.</summary>
public sealed class BatchOutcomeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_OneItemFails_FailsItsCallersOnly_GraphqlDataloader169()
    {
        await using var context = new DecoratorContext("ITest", null);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Batcher<NoGroup, int, string?> batcher = context.BatchOutcomes<NoGroup, int, string?>(
            new BatchPolicy { Operation = "Get" },
            async (_, items, _) =>
            {
                await gate.Task;
                return [.. items.Select(Answer)];
            });
        Task<string?>[] calls = [.. new[] { 0, 1, 2, 3, 1 }.Select(item => batcher.GetAsync(default, item, Ct).AsTask())];
        gate.SetResult();

        Assert.Equal("0", await calls[0]);
        await Assert.ThrowsAsync<FormatException>(() => calls[1]);
        Assert.Null(await calls[2]);
        Assert.Equal("3", await calls[3]);
        await Assert.ThrowsAsync<FormatException>(() => calls[4]);
        Assert.Equal(0, batcher.Held);

        static BatchResult<string?> Answer(int item) => item switch
        {
            1 => BatchResult.FromException<string?>(new FormatException("one")),
            2 => default,
            _ => BatchResult.FromResult<string?>($"{item}"),
        };
    }

    [Fact]
    public async Task GetAsync_MisalignedOutcomes_ThrowsNamingTheOperation()
    {
        await using var context = new DecoratorContext("ITest", null);
        Batcher<NoGroup, int, string> batcher = context.BatchOutcomes<NoGroup, int, string>(
            new BatchPolicy { Operation = "Get" }, (_, _, _) => new ValueTask<IReadOnlyList<BatchResult<string>>>([]));

        RoteContractException error = await Assert.ThrowsAsync<RoteContractException>(
            () => batcher.GetAsync(default, 1, Ct).AsTask());

        Assert.Contains("'Get'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchResult_EachKind_SaysWhatItIs()
    {
        var reason = new FormatException("no");
        BatchResult<int> found = 7;
        BatchResult<int> failed = BatchResult.FromException<int>(reason);

        Assert.Equal(7, found.Value);
        Assert.Null(found.Error);
        Assert.True(found == BatchResult.FromResult(7));
        Assert.True(found != failed);
        Assert.Equal(found.GetHashCode(), BatchResult.FromResult(7).GetHashCode());
        Assert.Same(reason, failed.Error);
        Assert.Same(reason, Assert.Throws<InvalidOperationException>(() => failed.Value).InnerException);
        Assert.Null(default(BatchResult<string>).Value);
        Assert.Throws<ArgumentNullException>(() => BatchResult.FromException<int>(null!));
    }
}
