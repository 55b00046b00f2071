using System.Globalization;
using Rote.Buffering;
using Rote.Generated;

namespace Rote.Tests.Buffering;

/// <summary>Failing bulk calls: who hears of it, what is tried again, what is handed to the dead-letter callback.</summary>
public sealed class WriteBehindFailureTests : BufferTestBase
{
    private readonly List<DeadLetter> _letters = [];

    [Fact]
    public async Task Commit_Fails_EveryCallerGetsItAndNothingIsTriedAgain()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 2 });
        var error = new IOException("down");
        Store.AnswerAll(_ => error);

        Task[] calls = AddAll(buffer, 0, ["a", "b"]);

        foreach (Task call in calls)
        {
            Assert.Same(error, await Assert.ThrowsAsync<IOException>(() => call));
        }

        Assert.Single(Store.All);
        Assert.Equal(2, buffer.Statistics.Returned);
        Assert.Equal(1, buffer.Statistics.FailedCommits);
    }

    /// <summary>Guide 4: a failed batch is logged and dropped, so the caller believes that it is stored.</summary>
    [Fact]
    public async Task Commit_FailsWithDeadLetters_CallbackAndCallersGetIt()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 2 }, Collecting());
        Store.AnswerAll(_ => new IOException("down"));

        Task[] calls = AddAll(buffer, 7, ["a", "b"]);

        await Assert.ThrowsAsync<IOException>(() => calls[0]);
        await Assert.ThrowsAsync<IOException>(() => calls[1]);
        Assert.Equal(["a", "b"], _letters.Select(letter => letter.Item));
        Assert.All(_letters, letter =>
        {
            Assert.Equal(Operation, letter.Operation);
            Assert.Equal([new("partition", 7)], letter.Arguments);
            Assert.Equal(DeadLetterReason.Failed, letter.Reason);
            Assert.IsType<IOException>(letter.Exception);
            Assert.True(letter.MayBeStored);
        });
        Assert.Equal(2, buffer.Statistics.DeadLettered);
    }

    [Fact]
    public async Task DeadLetters_Throws_WritesAreHandedBackToTheirCallers()
    {
        var options = new RoteOptions { DeadLetters = (_, _) => throw new InvalidDataException("full") };
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 1 }, options);
        Store.AnswerAll(_ => new IOException("down"));

        await Assert.ThrowsAsync<IOException>(() => Add(buffer, 0, "a"));

        Assert.Equal((0, 1), (buffer.Statistics.DeadLettered, buffer.Statistics.Returned));
        Assert.Empty(buffer.TakeReturned());
    }

    [Fact]
    public async Task DeadLetters_Hangs_IsLeftBehind()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new RoteOptions
        {
            DeadLetters = async (_, token) =>
            {
                entered.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(token);
            },
        };
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 1 }, options);
        Store.AnswerAll(_ => new IOException("down"));
        Task call = Add(buffer, 0, "a");
        await entered.Task;

        Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<IOException>(() => call);
        Assert.Equal(1, buffer.Statistics.Returned);
    }

    [Fact]
    public async Task AcknowledgedAtEnqueue_FailsWithoutCallback_CanBeTakenBack()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 2, Acknowledge = WriteAcknowledgement.OnEnqueue });
        Store.AnswerAll(_ => new IOException("down"));
        Assert.All(AddAll(buffer, 3, ["a", "b"]), call => Assert.True(call.IsCompletedSuccessfully));

        await Until(() => buffer.Statistics.Pending == 0);

        IReadOnlyList<DeadLetter> returned = buffer.TakeReturned();
        Assert.Equal(["a", "b"], returned.Select(letter => letter.Item));
        Assert.Empty(buffer.TakeReturned());
        Assert.Equal(2, buffer.Statistics.Returned);
    }

    [Fact]
    public async Task AcknowledgedAtEnqueue_FlushedWithoutCallback_TheExceptionNamesTheWayBack()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { Acknowledge = WriteAcknowledgement.OnEnqueue });
        Store.AnswerAll(_ => new IOException("down"));
        await Add(buffer, 0, "a");

        RoteWriteBehindException error = await Assert.ThrowsAsync<RoteWriteBehindException>(() => buffer.FlushAsync(Ct));

        Assert.Equal(1, error.UndeliveredItems);
        Assert.Contains(nameof(buffer.TakeReturned), error.Message, StringComparison.Ordinal);
        Assert.Equal("a", Assert.Single(buffer.TakeReturned()).Item);
    }

    [Fact]
    public async Task AcknowledgedAtEnqueue_NobodyTakesWhatFailed_RefusesInsteadOfLosing()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with
        {
            FlushSize = 1,
            MaxPending = 2,
            Acknowledge = WriteAcknowledgement.OnEnqueue,
        });
        Store.AnswerAll(_ => new IOException("down"));
        await Task.WhenAll(AddAll(buffer, 0, ["a", "b"]));
        await Until(() => buffer.Statistics.Pending == 0);

        RoteWriteBehindException error = await Assert.ThrowsAsync<RoteWriteBehindException>(() => Add(buffer, 0, "c"));

        Assert.Equal(2, error.UndeliveredItems);
        Assert.Equal(2, buffer.TakeReturned().Count);
        Store.AnswerAll();
        await Add(buffer, 0, "c");
        await buffer.FlushAsync(Ct);
    }

    [Fact]
    public async Task AcknowledgedAtEnqueue_ReturnedAtDisposal_AreReported()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { Acknowledge = WriteAcknowledgement.OnEnqueue });
        Store.AnswerAll(_ => new IOException("down"));
        await Add(buffer, 0, "a");

        RoteDrainException error = await Assert.ThrowsAsync<RoteDrainException>(() => Context.DisposeAsync().AsTask());

        Assert.Equal(1, error.UndeliveredItems);
        Assert.Equal("a", Assert.Single(buffer.TakeReturned()).Item);
    }

    [Fact]
    public async Task Retry_AllowedFailure_IsTriedAgainWithGrowingDelays()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 1, CommitTimeout = Timeout.InfiniteTimeSpan },
            changes: new WriteBehindOptions
            {
                MaxAttempts = 4,
                ShouldRetry = error => error is IOException,
                RetryDelay = TimeSpan.FromSeconds(1),
                MaxRetryDelay = TimeSpan.FromSeconds(3),
            });
        Task call = Add(buffer, 0, "a");
        double[] longest = [1, 2, 3];
        foreach (double seconds in longest)
        {
            (await Store.NextAsync()).Fail(new IOException("busy"));
            await Until(() => Time.ArmedTimers == 1);
            Time.Advance(TimeSpan.FromSeconds((seconds / 2) - 0.001));
            Assert.Equal(1, Time.ArmedTimers);
            Time.Advance(TimeSpan.FromSeconds((seconds / 2) + 0.001));
        }

        (await Store.NextAsync()).Succeed();

        await call;
        Assert.Equal(3, buffer.Statistics.Retries);
    }

    [Fact]
    public async Task Retry_OtherFailure_IsNotTriedAgain()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 1 },
            changes: new WriteBehindOptions { MaxAttempts = 4, ShouldRetry = error => error is IOException });
        Store.AnswerAll(_ => new InvalidDataException("bad"));

        await Assert.ThrowsAsync<InvalidDataException>(() => Add(buffer, 0, "a"));

        Assert.Single(Store.All);
    }

    /// <summary>serilog#2120: the policy that gives up after so many attempts is declared, and reported.</summary>
    [Fact]
    public async Task Retry_Serilog2120_GivesUpAfterTheLimitAndReports()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 2, PoisonIsolation = true },
            Collecting(),
            new WriteBehindOptions { MaxAttempts = 3, ShouldRetry = _ => true, RetryDelay = TimeSpan.Zero });
        Store.AnswerAll(_ => new IOException("busy"));

        Task[] calls = AddAll(buffer, 0, ["a", "b"]);

        await Assert.ThrowsAsync<IOException>(() => Task.WhenAll(calls));
        Assert.Equal(3, Store.All.Count);
        Assert.Equal(2, _letters.Count);
    }

    [Fact]
    public async Task Retry_PredicateThrows_BothFailuresAreTold()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 1 },
            changes: new WriteBehindOptions { MaxAttempts = 2, ShouldRetry = _ => throw new InvalidDataException("bug") });
        Store.AnswerAll(_ => new IOException("down"));

        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => Add(buffer, 0, "a"));

        Assert.Equal([typeof(IOException), typeof(InvalidDataException)], error.InnerExceptions.Select(inner => inner.GetType()));
    }

    [Fact]
    public async Task Commit_Hangs_LetsGoOfItsPartitionAfterTheTimeout()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 1, CommitTimeout = TimeSpan.FromSeconds(9) }, Collecting());
        Task first = Add(buffer, 0, "a");
        WriteCall hanging = await Store.NextAsync();
        Task second = Add(buffer, 0, "b");

        Time.Advance(TimeSpan.FromSeconds(9));

        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await Until(() => hanging.Token.IsCancellationRequested);
        (await Store.NextAsync()).Succeed();
        await second;
        DeadLetter letter = Assert.Single(_letters);
        Assert.Equal((DeadLetterReason.Timeout, true), (letter.Reason, letter.MayBeStored));
        hanging.Succeed();
        Assert.Equal(1, buffer.Statistics.Delivered);
    }

    [Fact]
    public async Task Commit_BlocksItsThread_IsLeftBehindToo()
    {
        using var release = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new RoteOptions { TimeProvider = Time };
        await using var context = new DecoratorContext("ITest", options);
        WriteBehindBuffer<int, string> buffer = context.WriteBehind<int, string>(
            new WriteBehindPolicy { Operation = Operation, FlushSize = 1 },
            (_, _, _) =>
            {
                entered.SetResult();
                release.Wait(Ct);
                return default;
            });
        Task call = Add(buffer, 0, "a");
        await entered.Task;

        Time.Advance(TimeSpan.FromSeconds(60));

        await Assert.ThrowsAsync<TimeoutException>(() => call);
        release.Set();
    }

    /// <summary>graphql/dataloader#169: one bad key failed every load of its batch.</summary>
    [Fact]
    public async Task PoisonIsolation_Dataloader169_OneBadItemFailsAlone()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 8, PoisonIsolation = true }, Collecting());
        Store.AnswerAll(Poison("i5"));

        Task[] calls = AddAll(buffer, 0, Names(8));

        await Assert.ThrowsAsync<InvalidDataException>(() => calls[5]);
        await Task.WhenAll(calls.Where((_, i) => i != 5));
        DeadLetter letter = Assert.Single(_letters);
        Assert.Equal(("i5", DeadLetterReason.Poison, false), (letter.Item, letter.Reason, letter.MayBeStored));
        Assert.InRange(Store.All.Count - 1, 1, 4);
        Assert.Equal(7, buffer.Statistics.Delivered);
    }

    [Fact]
    public async Task PoisonIsolation_NotAskedFor_SendsNothingTwice()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 8 });
        Store.AnswerAll(Poison("i5"));

        Task[] calls = AddAll(buffer, 0, Names(8));

        await Assert.ThrowsAsync<InvalidDataException>(() => Task.WhenAll(calls));
        Assert.Single(Store.All);
        Assert.Equal(8, buffer.Statistics.Returned);
    }

    [Fact]
    public async Task PoisonIsolation_StoreIsDown_DoesNotHammerIt()
    {
        WriteBehindBuffer<int, string> buffer = Make(
            policy => policy with { FlushSize = 500, PoisonIsolation = true }, Collecting());
        Store.AnswerAll(_ => new IOException("down"));

        Task[] calls = AddAll(buffer, 0, Names(500));

        await Assert.ThrowsAsync<IOException>(() => Task.WhenAll(calls));
        Assert.InRange(Store.All.Count, 2, 1 + (2 * 10));
        Assert.All(_letters, letter => Assert.Equal(DeadLetterReason.Failed, letter.Reason));
        Assert.Equal(500, _letters.Count);
    }

    [Fact]
    public async Task PoisonIsolation_CallIsCancelledOrTimesOut_IsNotTakenForPoison()
    {
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 4, PoisonIsolation = true });
        Store.AnswerAll(_ => new OperationCanceledException("by the store"));

        Task[] calls = AddAll(buffer, 0, Names(4));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(calls));
        Assert.Single(Store.All);
    }

    [Theory]
    [InlineData("FlushSize")]
    [InlineData("MaxCommitSize")]
    [InlineData("MaxPending")]
    public void Options_NotPositive_NameThePropertyAndTheRemedy(string property)
    {
        var changes = new WriteBehindOptions
        {
            FlushSize = property == "FlushSize" ? 0 : 1,
            MaxCommitSize = property == "MaxCommitSize" ? -1 : 1,
            MaxPending = property == "MaxPending" ? 0 : 1,
        };

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => Make(changes: changes));

        Assert.Equal(property, error.ParamName);
        Assert.Contains(Operation, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_TimesThatMakeNoSense_AreRefused()
    {
        WriteBehindOptions[] all =
        [
            new() { MaxDelay = TimeSpan.FromSeconds(-1) },
            new() { CommitTimeout = TimeSpan.Zero },
            new() { RetryDelay = TimeSpan.FromSeconds(-1) },
            new() { MaxRetryDelay = TimeSpan.FromDays(50) },
            new() { MaxAttempts = 0 },
        ];
        Assert.All(all, changes => Assert.Throws<ArgumentOutOfRangeException>(() => Make(changes: changes)));
    }

    private static Func<WriteCall, Exception?> Poison(params string[] items)
        => call => call.Items.Intersect(items).FirstOrDefault() is { } item
            ? new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"cannot store {item}"))
            : null;

    private RoteOptions Collecting() => new()
    {
        DeadLetters = (letters, _) =>
        {
            _letters.AddRange(letters);
            return default;
        },
    };
}
