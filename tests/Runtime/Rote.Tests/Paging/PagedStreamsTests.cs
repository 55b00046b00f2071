using Rote.Paging;

namespace Rote.Tests.Paging;

public sealed class PagedStreamsTests
{
    private readonly List<string?> _asked = [];
    private CancellationToken _lastToken;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_SeveralPages_GivesAllItemsInOrder()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5], await ListAsync(PagedStreams.ReadAsync(PagesOf(3), 2, Token)));
        Assert.Equal([null, "1", "2"], _asked);
    }

    [Fact]
    public async Task Read_Again_BeginsWithTheFirstPage()
    {
        var stream = PagedStreams.ReadAsync(PagesOf(2), 2, Token);

        Assert.Empty(_asked);
        Assert.Equal(await ListAsync(stream), await ListAsync(stream));
        Assert.Equal([null, "1", null, "1"], _asked);
    }

    [Fact]
    public async Task Read_FirstItem_HasAskedForOnePageMore()
    {
        await using var reader = PagedStreams.ReadAsync(PagesOf(9), 2, Token).GetAsyncEnumerator(Token);

        await reader.MoveNextAsync();
        Assert.Equal([null, "1"], _asked);
        await reader.MoveNextAsync();
        Assert.Equal([null, "1"], _asked);
        await reader.MoveNextAsync();
        Assert.Equal([null, "1", "2"], _asked);
    }

    [Fact]
    public async Task Read_EmptyPageWithMore_GoesOn()
        => Assert.Equal([7], await ListAsync(PagedStreams.ReadAsync(
            (cursor, _, _) => new ValueTask<Page<int>>(cursor is null ? new Page<int>([], "1") : new Page<int>([7])), 2, Token)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_PageFails_EndsAfterTheItemsBefore(bool atOnce)
    {
        var failure = new InvalidOperationException("down");
        var items = new List<int>();
        var stream = PagedStreams.ReadAsync<int>(
            (cursor, _, _) => cursor is null ? new(new Page<int>([1, 2], "1"))
                : atOnce ? throw failure
                : ValueTask.FromException<Page<int>>(failure),
            2,
            Token);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var item in stream)
            {
                items.Add(item);
            }
        });

        Assert.Same(failure, error);
        Assert.Equal([1, 2], items);
    }

    [Fact]
    public async Task Read_ReaderLeaves_CancelsThePageOnItsWayAndWaitsForIt()
    {
        var cancelled = new TaskCompletionSource();
        var ended = new TaskCompletionSource<Page<int>>();
        var reader = PagedStreams.ReadAsync(
            (cursor, _, token) =>
            {
                if (cursor is null)
                {
                    return new ValueTask<Page<int>>(new Page<int>([1, 2], "1"));
                }

                token.Register(cancelled.SetResult);
                return new ValueTask<Page<int>>(ended.Task);
            },
            2,
            Token).GetAsyncEnumerator(Token);
        await reader.MoveNextAsync();

        var leaving = reader.DisposeAsync().AsTask();
        await cancelled.Task.WaitAsync(Token);

        Assert.False(leaving.IsCompleted);
        ended.SetException(new InvalidOperationException("nobody wants to know"));
        await leaving;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Read_AnyTokenCancelled_Ends(int which)
    {
        CancellationTokenSource[] sources = [new(), new(), new()];
        await using var reader = PagedStreams.ReadAsync(PagesOf(9), 2, sources[0].Token, sources[1].Token)
            .GetAsyncEnumerator(sources[2].Token);
        await reader.MoveNextAsync();

        await sources[which].CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.MoveNextAsync().AsTask());
        Assert.True(_lastToken.IsCancellationRequested);
    }

    [Fact]
    public async Task Read_PageIsMissing_SaysSo()
        => await Assert.ThrowsAsync<RoteContractException>(()
            => ListAsync(PagedStreams.ReadAsync<int>((_, _, _) => new ValueTask<Page<int>>((Page<int>)null!), 2, Token)));

    [Fact]
    public async Task Read_NextIsTheSameAgain_EndsInsteadOfReadingForEver()
        => await Assert.ThrowsAsync<RoteContractException>(()
            => ListAsync(PagedStreams.ReadAsync((_, _, _) => new ValueTask<Page<int>>(new Page<int>([1], "same")), 2, Token)));

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 5)]
    [InlineData(100, 37)]
    public async Task Read_CursorsGoInCircles_EndsInsteadOfReadingForEver(int circle, int before)
    {
        int read = 0;
        var error = await Assert.ThrowsAsync<RoteContractException>(() => ListAsync(PagedStreams.ReadAsync(
            (_, _, _) =>
            {
                Assert.InRange(++read, 1, 4 * (circle + before));
                return new ValueTask<Page<int>>(new Page<int>([1], $"{(read <= before ? -read : read % circle)}"));
            },
            1,
            Token)));

        Assert.Contains("never end", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_StoresCallbackThrowsWhenTheReaderLeaves_TheReaderLeavesInPeaceAndThePageIsWaitedFor()
    {
        var ended = new TaskCompletionSource<Page<int>>();
        var reader = PagedStreams.ReadAsync(
            (cursor, _, token) =>
            {
                if (cursor is null)
                {
                    return new ValueTask<Page<int>>(new Page<int>([1, 2], "1"));
                }

                token.Register(static () => throw new InvalidOperationException("The store's own."));
                return new ValueTask<Page<int>>(ended.Task);
            },
            2,
            Token).GetAsyncEnumerator(Token);
        await reader.MoveNextAsync();

        var leaving = reader.DisposeAsync().AsTask();
        Assert.False(leaving.IsCompleted);
        ended.SetResult(new Page<int>([]));

        await leaving;
    }

    [Fact]
    public async Task Read_EmptyPagesInTheMiddle_AreSkipped()
        => Assert.Equal([0, 3], await ListAsync(PagedStreams.ReadAsync(
            (cursor, _, _) =>
            {
                int number = cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
                return new ValueTask<Page<int>>(new Page<int>(number % 3 == 0 ? [number] : [], NextOf(number, 5)));
            },
            1,
            Token)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Read_Cancelled_CarriesTheReadersToken(int which)
    {
        CancellationTokenSource[] sources = [new(), new()];
        await using var reader = PagedStreams.ReadAsync<int>(
            (cursor, _, token) => cursor is null
                ? new(new Page<int>([1], "1"))
                : new(new TaskCompletionSource<Page<int>>().Task.WaitAsync(token)),
            1,
            sources[0].Token).GetAsyncEnumerator(sources[1].Token);
        await reader.MoveNextAsync();
        var next = reader.MoveNextAsync().AsTask();
        await sources[which].CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.True(error.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task Read_BadArguments_AreRefused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "pageSize", () => ListAsync(PagedStreams.ReadAsync(PagesOf(1), 0, Token)));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "readPage", () => ListAsync(PagedStreams.ReadAsync<int>(null!, 1, Token)));
        Assert.Throws<ArgumentNullException>("items", () => new Page<int>(null!));
        Assert.Throws<ArgumentException>("next", () => new Page<int>([], ""));
    }

    [Fact]
    public async Task Read_AMillionItems_HoldsThreePagesAtMost()
    {
        const int Pages = 1_000;
        const int PageSize = 1_000;
        var alive = new List<WeakReference>();
        long count = 0;
        int most = 0;
        await foreach (var item in PagedStreams.ReadAsync(Read, PageSize, Token))
        {
            Assert.Equal(count, item);
            count++;
            if (count % (100 * PageSize) == PageSize / 2)
            {
                GC.Collect();
                most = Math.Max(most, alive.Count(page => page.IsAlive));
            }
        }

        Assert.Equal((long)Pages * PageSize, count);
        Assert.InRange(most, 1, 3);

        ValueTask<Page<int>> Read(string? cursor, int limit, CancellationToken token)
        {
            int number = cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
            var items = Enumerable.Range(number * limit, limit).ToArray();
            alive.Add(new WeakReference(items));
            return new(new Page<int>(items, NextOf(number, Pages)));
        }
    }

    private static string? NextOf(int number, int pages)
        => number + 1 < pages ? (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    private static async Task<List<int>> ListAsync(IAsyncEnumerable<int> stream)
    {
        var items = new List<int>();
        await foreach (var item in stream)
        {
            items.Add(item);
        }

        return items;
    }

    private Func<string?, int, CancellationToken, ValueTask<Page<int>>> PagesOf(int pages) => (cursor, limit, token) =>
    {
        _asked.Add(cursor);
        _lastToken = token;
        int number = cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
        return new(new Page<int>([.. Enumerable.Range(number * limit, limit)], NextOf(number, pages)));
    };
}
