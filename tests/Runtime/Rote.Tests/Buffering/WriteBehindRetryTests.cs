using Rote.Buffering;

namespace Rote.Tests.Buffering;

/// <summary>Retries without end in sight.</summary>
public sealed class WriteBehindRetryTests : BufferTestBase
{
    /// <summary>Guide 4: a write that is rate-limited returns false and vanishes.</summary>
    [Fact]
    public async Task Write_RateLimited_IsDeliveredLaterOrItsCallerIsTold()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 1 },
            changes: new WriteBehindOptions
            {
                MaxAttempts = 2,
                ShouldRetry = static error => error is InvalidOperationException,
                RetryDelay = TimeSpan.Zero,
            });
        int calls = 0;
        Store.AnswerAll(call => call.Partition == 1 || Interlocked.Increment(ref calls) == 1
            ? new InvalidOperationException("429: too many requests")
            : null);

        await Add(buffer, 0, "later");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Add(buffer, 1, "never"));

        Assert.Equal(["later", "later", "never", "never"], Store.All.SelectMany(call => call.Items));
        Assert.Equal((1, 1), (buffer.Statistics.Delivered, buffer.Statistics.Returned));
    }

    /// <summary>Zero times a delay that has doubled a thousand times is not a number.</summary>
    [Fact]
    public async Task Retry_WithoutDelayThousandsOfTimes_EndsAsThePolicySays()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 1 },
            changes: new WriteBehindOptions { MaxAttempts = 1_100, ShouldRetry = _ => true, RetryDelay = TimeSpan.Zero });
        Store.AnswerAll(_ => new IOException("down"));

        await Assert.ThrowsAsync<IOException>(() => Add(buffer, 0, "a").WaitAsync(TimeSpan.FromSeconds(60), Ct));

        Assert.Equal(1_100, buffer.Statistics.Commits);
    }

    /// <summary>A store that stays down is not asked in a tight loop until the deadline.</summary>
    [Fact]
    public async Task Dispose_StoreStaysDown_RetriesPauseAgain()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 1, CommitTimeout = Timeout.InfiniteTimeSpan },
            changes: new WriteBehindOptions { MaxAttempts = int.MaxValue, ShouldRetry = _ => true });
        bool isDown = true;
        Store.AnswerAll(_ => Volatile.Read(ref isDown) ? new IOException("down") : null);
        Task write = Add(buffer, 0, "a");

        Context.Dispose();

        await Until(() => Store.All.Count > 1 && Time.ArmedTimers > 0);
        int calls = Store.All.Count;
        Assert.InRange(calls, 2, 20);
        Volatile.Write(ref isDown, false);
        await Until(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return write.IsCompleted;
        });
        await write;
    }
}
