using Rote.Buffering;

namespace Rote.Tests.Buffering;

public sealed class WriteBehindDisposalTests : BufferTestBase
{
    private readonly List<DeadLetter> _letters = [];

    /// <summary>Namotion.Interceptor#462 and serilog#2173: what was buffered at stop was lost.</summary>
    [Theory]
    [InlineData(WriteAcknowledgement.OnFlush)]
    [InlineData(WriteAcknowledgement.OnEnqueue)]
    public async Task DisposeAsync_NamotionInterceptor462AndSerilog2173_DeliversWhatIsBuffered(WriteAcknowledgement acknowledge)
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { Acknowledge = acknowledge, MaxPending = 4, MaxConcurrentCommits = 1 });
        Task[] calls = [.. AddAll(buffer, 0, Names(6)), .. AddAll(buffer, 1, Names(3))];

        Task disposal = Context.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Add(buffer, 0, "late"));
        Assert.False(disposal.IsCompleted);
        Store.AnswerAll();

        await disposal;
        await Task.WhenAll(calls);
        Assert.Equal(9, buffer.Statistics.Delivered);
        await Until(() => Time.ArmedTimers == 0);
    }

    /// <summary>serilog-sinks-periodicbatching#21: disposal hung on a failing sink.</summary>
    [Fact]
    public async Task DisposeAsync_PeriodicBatching21_FailingStoreDoesNotHoldItUp()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { PoisonIsolation = true, MaxCommitSize = 3 },
            Collecting(),
            new WriteBehindOptions
            {
                MaxAttempts = 3, ShouldRetry = error => error is IOException, RetryDelay = TimeSpan.FromDays(1),
            });
        Task[] calls = AddAll(buffer, 0, Names(10));
        Store.AnswerAll(_ => new IOException("down"));

        // No time passes: retries do not wait once the buffer is closed.
        await Context.DisposeAsync();

        Assert.Equal(10, _letters.Count);
        Assert.Equal(10, buffer.Statistics.DeadLettered);
        foreach (Task call in calls)
        {
            await Assert.ThrowsAsync<IOException>(() => call);
        }
    }

    [Fact]
    public async Task DisposeAsync_StoreHangs_ReturnsEverythingAfterTheDeadline()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { MaxCommitSize = 2, MaxPending = 5, CommitTimeout = Timeout.InfiniteTimeSpan },
            Collecting(TimeSpan.FromSeconds(5)));
        Task[] calls = AddAll(buffer, 0, Names(7));
        WriteCall hanging = await Store.NextAsync();
        Task disposal = Context.DisposeAsync().AsTask();
        Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(disposal.IsCompleted);

        Time.Advance(TimeSpan.FromSeconds(0.2));

        RoteDrainException error = await Assert.ThrowsAsync<RoteDrainException>(() => disposal);
        Assert.Equal(7, error.UndeliveredItems);
        foreach (Task call in calls)
        {
            await Assert.ThrowsAsync<RoteDrainException>(() => call);
        }

        // Those that waited for room were not accepted: their callers have them, and nobody else has.
        Assert.Equal(Names(5), _letters.Select(letter => letter.Item));
        Assert.Equal([true, true, false, false, false], _letters.Select(letter => letter.MayBeStored));
        Assert.All(_letters, letter => Assert.Equal(DeadLetterReason.Drain, letter.Reason));
        Assert.Equal((5L, 5L), (buffer.Statistics.Accepted, buffer.Statistics.DeadLettered));
        await Until(() => hanging.Token.IsCancellationRequested);
        hanging.Succeed();
        await Until(() => buffer.Committing == 0);
        Assert.Equal(0, buffer.Statistics.Delivered);
    }

    [Fact]
    public async Task DisposeAsync_StoreHangsAndNobodyTakesTheWrites_TheyCanBeTakenBack()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { Acknowledge = WriteAcknowledgement.OnEnqueue },
            new RoteOptions { DrainTimeout = TimeSpan.Zero });
        await Task.WhenAll(AddAll(buffer, 4, ["a", "b"]));

        RoteDrainException error = await Assert.ThrowsAsync<RoteDrainException>(() => Context.DisposeAsync().AsTask());

        Assert.Equal(2, error.UndeliveredItems);
        Assert.Equal(["a", "b"], buffer.TakeReturned().Select(letter => letter.Item));
        Assert.Equal(2, buffer.Statistics.Returned);
    }

    [Fact]
    public async Task DisposeAsync_CallbackHangs_EndsAfterItsLimit()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        WriteBehindBuffer<int, string> buffer = Make(options: new RoteOptions
        {
            DrainTimeout = TimeSpan.FromSeconds(1),
            DeadLetters = async (_, _) =>
            {
                entered.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(Ct);
            },
        });
        Task call = Add(buffer, 0, "a");
        Task disposal = Context.DisposeAsync().AsTask();
        await Store.NextAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        await entered.Task;
        Assert.False(disposal.IsCompleted);

        Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<RoteDrainException>(() => disposal);
        await Assert.ThrowsAsync<RoteDrainException>(() => call);
        Assert.Equal(1, buffer.Statistics.Returned);
    }

    [Fact]
    public async Task DisposeAsync_WhileWaitingToRetry_TriesAtOnce()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 1, CommitTimeout = Timeout.InfiniteTimeSpan },
            changes: new WriteBehindOptions
            {
                MaxAttempts = 2,
                ShouldRetry = _ => true,
                RetryDelay = TimeSpan.FromHours(1),
                MaxRetryDelay = TimeSpan.FromHours(1),
            });
        Task call = Add(buffer, 0, "a");
        (await Store.NextAsync()).Fail(new IOException("busy"));
        await Until(() => Time.ArmedTimers == 1);

        Task disposal = Context.DisposeAsync().AsTask();
        (await Store.NextAsync()).Succeed();

        await disposal;
        await call;
    }

    [Fact]
    public async Task Dispose_PendingWrites_AreSentWithoutWaiting()
    {
        WriteBehindBuffer<int, string> buffer = Make();
        Task call = Add(buffer, 0, "a");

        Context.Dispose();

        Assert.False(call.IsCompleted);
        (await Store.NextAsync()).Succeed();
        await call;
    }

    private RoteOptions Collecting(TimeSpan? drainTimeout = null) => new()
    {
        DrainTimeout = drainTimeout ?? TimeSpan.FromSeconds(30),
        DeadLetters = (letters, _) =>
        {
            _letters.AddRange(letters);
            return default;
        },
    };
}
