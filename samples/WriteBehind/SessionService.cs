namespace WriteBehindSample;

/// <summary>The store behind the log: a service that takes commits, counts them, and has the limits that services have.</summary>
/// <remarks>Thread-safe. It keeps a commit whole or not at all.</remarks>
internal sealed class SessionService : ISessionLog
{
    /// <summary>Turns that one commit may bring.</summary>
    public const int MaxCommitSize = 25;

    /// <summary>Characters that a turn may have.</summary>
    public const int MaxTextLength = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string UserId, string Session), List<Turn>> _sessions = [];
    private bool _hasDroppedConnection;

    /// <summary>Commits that were asked of the service: the round trips.</summary>
    public int Commits { get; private set; }

    /// <summary>Turns it has.</summary>
    public int Turns { get; private set; }

    /// <summary>Turns that stand behind one that was said later.</summary>
    public int OutOfOrder => _sessions.Values.Sum(
        turns => turns.Zip(turns.Skip(1)).Count(pair => pair.Second.Number < pair.First.Number));

    public ValueTask AppendAsync(
        string userId, string session, Turn turn, bool closes = false, CancellationToken cancellationToken = default)
        => AppendManyAsync(userId, [turn], cancellationToken);

    public ValueTask AppendManyAsync(
        string userId, IReadOnlyList<Turn> turns, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Commits++;
            try
            {
                Commit(userId, turns);
            }
            catch (Exception exception) when (exception is IOException or TurnTooLongException or ArgumentException)
            {
                return ValueTask.FromException(exception);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Turn>> ReadAsync(
        string userId, string session, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return new(_sessions.TryGetValue((userId, session), out var turns) ? [.. turns] : []);
        }
    }

    private void Commit(string userId, IReadOnlyList<Turn> turns)
    {
        var session = turns[0].Session;
        if (turns.Count > MaxCommitSize || turns.Any(turn => turn.Session != session))
        {
            throw new ArgumentException(
                $"A commit is of one session and of {MaxCommitSize} turns at most; here are {turns.Count}.", nameof(turns));
        }

        if (session == Script.SessionWithABadLine && !_hasDroppedConnection)
        {
            _hasDroppedConnection = true;
            throw new IOException("The connection was reset.");
        }

        if (turns.FirstOrDefault(turn => turn.Text.Length > MaxTextLength) is { } tooLong)
        {
            throw new TurnTooLongException(tooLong, MaxTextLength);
        }

        if (!_sessions.TryGetValue((userId, session), out var stored))
        {
            _sessions[(userId, session)] = stored = [];
        }

        stored.AddRange(turns);
        Turns += turns.Count;
    }
}
