using Rote.Buffering;
using Rote.Generated;

namespace Rote.Tests.Buffering;

/// <summary>Overload and callers that leave.</summary>
public sealed class WriteBehindBoundTests : BufferTestBase
{
    /// <summary>JasperFx#485: a bounded block dropped what came after 10,000 items.</summary>
    [Fact]
    public async Task Add_JasperFx485_BeyondTheBoundNothingIsDropped()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { MaxPending = 100, FlushSize = 50 });
        Task[] calls = AddAll(buffer, 0, Names(12_000));
        Assert.Equal((100, 11_900), (buffer.Statistics.Pending, buffer.Statistics.WaitingForRoom));

        Store.AnswerAll();
        await Task.WhenAll(calls);

        Assert.Equal(Names(12_000), Store.All.SelectMany(call => call.Items));
    }

    /// <summary>CAP#935: an unbounded channel grew until the process died.</summary>
    [Fact]
    public async Task Add_Cap935_HundredTimesOverloadedStaysWithinTheBound()
    {
        const int Bound = 1_000;
        const int Writers = 50;
        const int Each = 2 * Bound;
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with
        {
            MaxPending = Bound,
            FlushSize = 500,
            Acknowledge = WriteAcknowledgement.OnEnqueue,
        });
        int accepted = 0;
        Task[] writers =
        [
            .. Enumerable.Range(0, Writers).Select(writer => Task.Run(
                async () =>
                {
                    for (int i = 0; i < Each; i++)
                    {
                        await Add(buffer, writer % 5, $"{writer}:{i}");
                        Interlocked.Increment(ref accepted);
                    }
                },
                Ct)),
        ];

        // The store stands still: 100,000 writes come, as many as fit are taken in, and every writer waits.
        await Until(() => buffer.Statistics.WaitingForRoom == Writers && Volatile.Read(ref accepted) >= Bound);
        Assert.Equal(Bound, buffer.Statistics.Pending);
        Assert.Equal(Bound, Volatile.Read(ref accepted));

        int most = 0;
        Store.AnswerAll(_ =>
        {
            most = Math.Max(most, buffer.Statistics.Pending);
            return null;
        });
        await Task.WhenAll(writers);
        await buffer.FlushAsync(Ct);
        Assert.InRange(most, 1, Bound);
        Assert.Equal(Each * Writers, buffer.Statistics.Delivered);
    }

    [Fact]
    public async Task Add_RoomIsScarce_CallersGetInInTheirOrderAndFlushAtOnce()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { MaxPending = 2 });
        Task[] calls = AddAll(buffer, 0, ["a", "b", "c", "d", "e"]);

        WriteCall first = await Store.NextAsync();
        Assert.Equal(["a", "b"], first.Items);
        first.Succeed();
        WriteCall second = await Store.NextAsync();
        Assert.Equal(["c", "d"], second.Items);
        second.Succeed();

        await Task.WhenAll(calls[..4]);
        Assert.Equal((1, 0), (buffer.Statistics.Pending, buffer.Statistics.WaitingForRoom));
    }

    [Fact]
    public async Task Add_CallerLeavesBeforeItIsSent_WriteIsTakenBack()
    {
        WriteBehindBuffer<int, string> buffer = Make();
        using var leaving = new CancellationTokenSource();
        Task staying = Add(buffer, 0, "stays");
        Task left = buffer.AddAsync(0, "leaves", priority: false, leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal((1, 1), (buffer.Statistics.Pending, buffer.Statistics.Returned));
        Store.AnswerAll();
        await buffer.FlushAsync(Ct);
        await staying;
        Assert.Equal(["stays"], Store.All.SelectMany(call => call.Items));
    }

    [Fact]
    public async Task Add_CallerLeavesAfterItIsSent_WriteStays()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 1 });
        using var leaving = new CancellationTokenSource();
        Task left = buffer.AddAsync(0, "a", priority: false, leaving.Token).AsTask();
        WriteCall commit = await Store.NextAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.False(commit.Token.IsCancellationRequested);
        commit.Succeed();
        await Until(() => buffer.Statistics.Delivered == 1);
    }

    [Fact]
    public async Task Add_CallerLeavesTheQueueForRoom_WasNeverAccepted()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { MaxPending = 1 });
        using var leaving = new CancellationTokenSource();
        Task first = Add(buffer, 0, "a");
        Task left = buffer.AddAsync(0, "b", priority: false, leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal((1L, 0), (buffer.Statistics.Accepted, buffer.Statistics.WaitingForRoom));
        Store.AnswerAll();
        await first;
    }

    [Fact]
    public async Task Add_AcknowledgedAtEnqueue_LeavingChangesNothing()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { Acknowledge = WriteAcknowledgement.OnEnqueue });
        using var leaving = new CancellationTokenSource();
        await buffer.AddAsync(0, "a", priority: false, leaving.Token);
        await leaving.CancelAsync();
        Store.AnswerAll();

        await buffer.FlushAsync(Ct);

        Assert.Equal(["a"], Assert.Single(Store.All).Items);
    }

    [Fact]
    public void Add_CancelledToken_IsNotAccepted()
    {
        WriteBehindBuffer<int, string> buffer = Make();

        Assert.True(buffer.AddAsync(0, "a", priority: false, new CancellationToken(canceled: true)).AsTask().IsCanceled);

        Assert.Equal(0, buffer.Statistics.Accepted);
    }

    [Fact]
    public async Task Add_CallersContext_DoesNotReachTheBulkCall()
    {
        var ambient = new AsyncLocal<string?> { Value = "caller" };
        string? seen = "nothing";
        await using var context = new DecoratorContext("ITest", new RoteOptions { TimeProvider = Time });
        WriteBehindBuffer<int, string> buffer = context.WriteBehind<int, string>(
            new WriteBehindPolicy { Operation = Operation, FlushSize = 1 },
            (_, _, _) =>
            {
                seen = ambient.Value;
                return default;
            });

        await Add(buffer, 0, "a");

        Assert.Null(seen);
    }

    [Fact]
    public async Task Partitions_ManyThatComeAndGo_LeaveNothingBehind()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 2 });
        Store.AnswerAll();
        for (int partition = 0; partition < 2_000; partition++)
        {
            await Task.WhenAll(AddAll(buffer, partition, ["a", "b"]));
        }

        await Until(() => buffer.Partitions == 0);
    }
}
