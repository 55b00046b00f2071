using Rote.FanningOut;

namespace Rote.Allocation.Tests;

/// <summary>What a search over several stores costs beside what these do: a fixed part, and one for each store.</summary>
public sealed class FanOutAllocationTests
{
    private const int BytesOfASearch = 1_400;
    private const int BytesOfAStore = 560;

    /// <summary>One after the other, on one thread, so that every byte is counted.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    public void SearchAsync_StoresInSequence_CostsAFixedPartAndOneForEachStore(int stores)
    {
        ScoredStore[] all = [.. Enumerable.Range(0, stores).Select(number => new ScoredStore(number))];
        var fanOut = new FanOut<ScoredStore>(all, new FanOutOptions { SequentialBelow = stores + 1 });

        long bytes = Allocations.OfMiddle(() =>
        {
            Task<FanOutResult<int>> search = fanOut.SearchAsync(
                1,
                static (store, _, _) => store.SearchAsync(),
                static item => item,
                static item => item,
                limit: 10);
            Assert.True(search.IsCompletedSuccessfully);
        });

        Assert.InRange(bytes, 1, BytesOfASearch + (BytesOfAStore * stores));
    }

    private sealed class ScoredStore(int number)
    {
        private readonly IReadOnlyList<int> _items = [number];

        public ValueTask<IReadOnlyList<int>> SearchAsync() => new(_items);
    }
}
