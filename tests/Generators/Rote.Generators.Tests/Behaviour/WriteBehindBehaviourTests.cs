using Rote.Buffering;
using Rote.Testing;

namespace Rote.Generators.Tests.Behaviour;

public sealed class WriteBehindBehaviourTests
{
    private readonly RecordingJournal _store = new();
    private readonly List<DeadLetter> _letters = [];
    private readonly JournalDecorator _journal;

    public WriteBehindBehaviourTests() => _journal = _store.Decorate(new RoteOptions
    {
        TimeProvider = new ManualTimeProvider(),
        DeadLetters = (letters, _) =>
        {
            _letters.AddRange(letters);
            return default;
        },
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_FlushOnTheDecorator_SendsEachScopeByItself()
    {
        Task[] calls =
        [
            _journal.WriteAsync("ann", "a", ct: Token), _journal.WriteAsync("bob", "b", ct: Token),
            _journal.WriteAsync("ann", "c", ct: Token),
        ];
        Assert.Empty(_store.Calls);

        await _journal.FlushAsync(Token);

        await Task.WhenAll(calls);
        Assert.Equal(["Write ann a,c", "Write bob b"], _store.Calls.Order());
    }

    [Fact]
    public async Task Write_Urgent_FlushesItsScope()
    {
        Task waiting = _journal.WriteAsync("ann", "a", ct: Token);
        Task other = _journal.WriteAsync("bob", "b", ct: Token);

        await _journal.WriteAsync("ann", "now", urgent: true, Token);

        await waiting;
        Assert.False(other.IsCompleted);
        Assert.Equal(["Write ann a,now"], _store.Calls);
    }

    [Fact]
    public async Task Read_AfterAWriteThatIsNotAwaited_SeesIt()
    {
        Assert.Equal("", await _journal.ReadAsync("ann", Token));
        Task write = _journal.WriteAsync("ann", "a", ct: Token);
        Task other = _journal.WriteAsync("bob", "b", ct: Token);

        // Another scope's read waits for its own writes only; and what is cached is invalidated by the commit.
        Assert.Equal("b", await _journal.ReadAsync("bob", Token));
        Assert.False(write.IsCompleted);
        Assert.Equal("", await _journal.ReadAsync("ann", Token));
        Assert.Equal(2, await _journal.CountAsync(Token));

        Assert.Equal("a", await _journal.ReadAsync("ann", Token));
        await Task.WhenAll(write, other);
    }

    [Fact]
    public async Task Write_WriterLeavesOnceItIsSent_CommitStillInvalidates()
    {
        Assert.Equal("", await _journal.ReadAsync("ann", Token));
        using var leaving = new CancellationTokenSource();
        Task write = _journal.WriteAsync("ann", "a", urgent: true, leaving.Token);
        await leaving.CancelAsync();
        await Task.WhenAny(write);
        await _journal.CountAsync(Token);

        string expected = _store.Texts.GetValueOrDefault("ann", "");

        Assert.Equal(expected, await _journal.ReadAsync("ann", Token));
    }

    [Fact]
    public async Task Write_Poison_FailsAloneAndItsLetterNamesItsArguments()
    {
        Task[] good = [_journal.WriteAsync("ann", "a", ct: Token), _journal.WriteAsync("ann", "b", ct: Token)];
        Task bad = _journal.WriteAsync("ann", "poison", ct: Token);

        await Assert.ThrowsAsync<RoteWriteBehindException>(() => _journal.FlushAsync(Token));

        await Task.WhenAll(good);
        await Assert.ThrowsAsync<InvalidDataException>(() => bad);
        DeadLetter letter = Assert.Single(_letters);
        Assert.Equal("IJournal.WriteAsync", letter.Operation);
        Assert.Equal([new("user", "ann")], letter.Arguments);
        Assert.Equal(("poison", DeadLetterReason.Poison), (letter.Item, letter.Reason));
    }

    [Fact]
    public async Task Log_AcknowledgedAtEnqueue_IsDividedByAParameterTheBulkMethodDoesNotTake()
    {
        await _journal.LogAsync("one", "a");
        await _journal.LogAsync("two", "b");
        await _journal.LogAsync("one", "c");
        Assert.Empty(_store.Calls);

        await _journal.DisposeAsync();

        Assert.Equal(["Log a,c", "Log b"], _store.Calls.Order());
        IWriteBehindOwner owner = _journal;
        Assert.Equal(["IJournal.WriteAsync", "IJournal.LogAsync"], owner.Buffers.Select(buffer => buffer.Operation));
        Assert.Equal(3, owner.Buffers[1].Statistics.Delivered);
    }
}
