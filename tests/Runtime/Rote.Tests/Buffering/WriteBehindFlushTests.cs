using Rote.Buffering;

namespace Rote.Tests.Buffering;

/// <summary>What makes a partition flush, and what travels together.</summary>
public sealed class WriteBehindFlushTests : BufferTestBase
{
    [Fact]
    public async Task Add_FlushSizeReached_SendsOneCommitInOrder()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 3 });
        Task[] calls = AddAll(buffer, 0, ["a", "b"]);
        Assert.Equal(0, buffer.Committing);

        Task third = Add(buffer, 0, "c");

        WriteCall commit = await Store.NextAsync();
        Assert.Equal(["a", "b", "c"], commit.Items);
        Assert.All(calls.Append(third), call => Assert.False(call.IsCompleted));
        commit.Succeed();
        await Task.WhenAll([.. calls, third]);
        Assert.Equal(3, buffer.Statistics.Delivered);
    }

    [Fact]
    public async Task Add_DelayOver_SendsFromTheOldestItemOn()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { MaxDelay = TimeSpan.FromSeconds(60) });
        Assert.Equal(0, Time.ArmedTimers);
        Task first = Add(buffer, 0, "a");
        Time.Advance(TimeSpan.FromSeconds(40));
        Task second = Add(buffer, 0, "b");
        Time.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(0, buffer.Committing);

        Time.Advance(TimeSpan.FromSeconds(1));

        WriteCall commit = await Store.NextAsync();
        Assert.Equal(["a", "b"], commit.Items);
        commit.Succeed();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task Add_DelaysOfSeveralPartitions_EachHasItsOwn()
    {
        WriteBehindBuffer<int, string> buffer = Make();
        Task[] calls = new Task[3];
        for (int i = 0; i < calls.Length; i++)
        {
            calls[i] = Add(buffer, i, $"i{i}");
            Time.Advance(TimeSpan.FromSeconds(10));
        }

        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0, (await Store.NextAsync()).Partition);
        Assert.Equal(1, buffer.Committing);
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, (await Store.NextAsync()).Partition);
        Assert.Equal(2, buffer.Committing);
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, (await Store.NextAsync()).Partition);
        Store.AnswerAll();
        await Task.WhenAll(calls);
    }

    /// <summary>Guide 4: its priority flush can never fire, because the write does not record the priority.</summary>
    [Fact]
    public async Task Add_PriorityItem_SealsAndFlushesItsPartitionOnly()
    {
        WriteBehindBuffer<int, string> buffer = Make();
        Task[] calls = [.. AddAll(buffer, 0, ["a", "b"]), Add(buffer, 1, "other")];
        Assert.Equal(0, buffer.Committing);

        Task urgent = Add(buffer, 0, "urgent", priority: true);

        WriteCall commit = await Store.NextAsync();
        Assert.Equal(["a", "b", "urgent"], commit.Items);
        Assert.Equal(1, buffer.Committing);
        Store.AnswerAll();
        await urgent;
        Assert.False(calls[2].IsCompleted);
    }

    [Fact]
    public async Task Add_ZeroDelay_SendsAtOnce()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { MaxDelay = TimeSpan.Zero });
        Store.AnswerAll();

        await Add(buffer, 0, "a");

        Assert.Equal(0, Time.ArmedTimers);
    }

    [Fact]
    public async Task Commit_MoreThanTheBackendTakes_IsDividedInOrder()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 10, MaxCommitSize = 4 });
        Task[] calls = AddAll(buffer, 0, Names(10));

        Store.AnswerAll();
        await Task.WhenAll(calls);

        Assert.Equal([4, 4, 2], Store.All.Select(call => call.Items.Length));
        Assert.Equal(Names(10), Store.All.SelectMany(call => call.Items));
    }

    [Fact]
    public async Task Commit_OfOnePartition_IsAloneWhileOthersGoOn()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 1, MaxConcurrentCommits = 2 });
        Task[] calls = [.. AddAll(buffer, 0, ["a", "b"]), Add(buffer, 1, "c"), Add(buffer, 2, "d")];
        WriteCall[] first = [await Store.NextAsync(), await Store.NextAsync()];
        Assert.Equal([0, 1], first.Select(call => call.Partition).Order());
        Assert.Equal(2, buffer.Committing);

        first.Single(call => call.Partition == 1).Succeed();
        WriteCall third = await Store.NextAsync();
        Assert.Equal(2, third.Partition);
        first.Single(call => call.Partition == 0).Succeed();
        WriteCall fourth = await Store.NextAsync();
        Assert.Equal(["b"], fourth.Items);

        Store.AnswerAll();
        await Task.WhenAll(calls);
    }

    /// <summary>InfluxData.Net#74: users need a flush that can be awaited.</summary>
    [Fact]
    public async Task FlushAsync_InfluxDataNet74_CompletesWhenEverythingBeforeIsStored()
    {
        WriteBehindBuffer<int, string> buffer = Make();
        Task[] calls = [.. AddAll(buffer, 0, ["a", "b"]), Add(buffer, 1, "c")];

        Task flush = buffer.FlushAsync(Ct);

        WriteCall[] commits = [await Store.NextAsync(), await Store.NextAsync()];
        commits[0].Succeed();
        Assert.False(flush.IsCompleted);
        commits[1].Succeed();
        await flush;
        Assert.Equal(3, buffer.Statistics.Delivered);
        await Task.WhenAll(calls);
    }

    [Fact]
    public void FlushAsync_NothingHeld_CompletesAtOnce()
        => Assert.True(Make().FlushAsync(Ct).IsCompletedSuccessfully);

    [Fact]
    public async Task FlushAsync_LaterWrites_AreNotWaitedFor()
    {
        WriteBehindBuffer<int, string> buffer = Make();
        Task before = Add(buffer, 0, "before");
        Task flush = buffer.FlushAsync(Ct);
        WriteCall commit = await Store.NextAsync();
        Task after = Add(buffer, 0, "after");

        commit.Succeed();

        await flush;
        await before;
        Assert.False(after.IsCompleted);
        Assert.Equal(0, buffer.Committing);
    }

    [Fact]
    public async Task FlushAsync_CallsWaitingForRoom_AreWaitedForToo()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { MaxPending = 2, FlushSize = 100 });
        Task[] calls = AddAll(buffer, 0, Names(5));
        Assert.Equal(3, buffer.Statistics.WaitingForRoom);

        Task flush = buffer.FlushAsync(Ct);
        Store.AnswerAll();

        await flush;
        Assert.Equal(5, buffer.Statistics.Delivered);
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task FlushAsync_CallerLeaves_FlushGoesOn()
    {
        WriteBehindBuffer<int, string> buffer = Make();
        using var leaving = new CancellationTokenSource();
        Task call = Add(buffer, 0, "a");
        Task flush = buffer.FlushAsync(leaving.Token);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush);

        Store.AnswerAll();
        await call;
    }

    [Fact]
    public async Task FlushAsync_WritesFail_SaysHowMany()
    {
        WriteBehindBuffer<int, string> buffer = Make();
        Task[] calls = [.. AddAll(buffer, 0, ["a", "b"]), Add(buffer, 1, "c")];
        Store.AnswerAll(call => call.Partition == 0 ? new IOException("down") : null);

        RoteWriteBehindException error = await Assert.ThrowsAsync<RoteWriteBehindException>(() => buffer.FlushAsync(Ct));

        Assert.Equal(2, error.UndeliveredItems);
        Assert.IsType<IOException>(error.InnerException);
        await Assert.ThrowsAsync<IOException>(() => calls[0]);
        await calls[2];
        await buffer.FlushAsync(Ct);
    }

    /// <summary>VirtoCommerce/vc-platform#3117: concurrent flushes raced for a channel with a single reader.</summary>
    [Fact]
    public async Task FlushAsync_VcPlatform3117_ManyAtOnceLoseNothing()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 7, MaxPending = 50 });
        Store.AnswerAll();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(
            async () =>
            {
                var calls = new List<Task>();
                for (int i = 0; i < 100; i++)
                {
                    calls.Add(Add(buffer, i % 3, $"{writer}:{i}"));
                    if (i % 5 == 0)
                    {
                        await buffer.FlushAsync(Ct);
                        Assert.Contains($"{writer}:{i}", Store.All.SelectMany(call => call.Items));
                    }
                }

                await buffer.FlushAsync(Ct);
                await Task.WhenAll(calls);
            },
            Ct)));

        Assert.Equal(800, buffer.Statistics.Delivered);
        Assert.Equal(800, Store.All.SelectMany(call => call.Items).Distinct().Count());
    }

    [Fact]
    public async Task SettleAsync_OfOnePartition_LeavesTheOthersAlone()
    {
        WriteBehindBuffer<int, string> buffer = Make();
        Task mine = Add(buffer, 0, "mine");
        Task other = Add(buffer, 1, "other");

        Task settled = buffer.SettleAsync(0, Ct).AsTask();
        WriteCall commit = await Store.NextAsync();
        Assert.False(settled.IsCompleted);
        commit.Fail(new IOException("down"));

        await settled;
        await Assert.ThrowsAsync<IOException>(() => mine);
        Assert.Equal(0, buffer.Committing);
        Assert.False(other.IsCompleted);
        Task nothing = buffer.SettleAsync(2, Ct).AsTask();
        Assert.True(nothing.IsCompletedSuccessfully);
    }

    /// <summary>Guide 4: `add` holds a lock that is not reentrant, and at the batch size calls `flush`, which takes it.</summary>
    [Fact]
    public async Task Add_AtTheFlushSizeWithAFlushOfItsOwn_DoesNotDeadlock()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 2 });
        Store.AnswerAll();

        Task[] calls = AddAll(buffer, 0, ["a", "b"]);
        await buffer.FlushAsync(Ct);

        await Task.WhenAll(calls);
    }
}
