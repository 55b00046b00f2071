namespace Rote.Tests.FanningOut;

/// <summary>A store that answers as its test says, and remembers its token.</summary>
internal sealed class FakeStore(Func<CancellationToken, ValueTask<IReadOnlyList<Hit>>> answer)
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public CancellationToken Token { get; private set; }

    public static FakeStore With(params Hit[] hits) => new(_ => new(hits));

    public static FakeStore Failing(Exception error) => new(_ => throw error);

    /// <summary>Answers when the task does, whatever its token says.</summary>
    public static FakeStore Waiting(Task<IReadOnlyList<Hit>> answer) => new(_ => new(answer));

    public ValueTask<IReadOnlyList<Hit>> SearchAsync(CancellationToken cancellationToken)
    {
        Token = cancellationToken;
        Interlocked.Increment(ref _calls);
        return answer(cancellationToken);
    }
}
