using Rote;

namespace WriteBehindSample;

/// <summary>The log of an agent's conversations.</summary>
internal interface ISessionLog
{
    /// <summary>Appends a turn to its session.</summary>
    /// <param name="userId">Whose conversation it is. Turns of two users never share a commit.</param>
    /// <param name="session">
    /// The conversation. The bulk method does not take it, because its turns know theirs; a commit of the store must not mix two
    /// all the same, and <c>[Partition]</c> says so.
    /// </param>
    /// <param name="turn">What was said.</param>
    /// <param name="closes">The last turn of its session: what has gathered there leaves now, for nothing else will come.</param>
    /// <param name="cancellationToken">Takes the turn back, if it was not accepted yet.</param>
    // The agent answers while its log is written: a turn is acknowledged when it is in the buffer. A crash loses what is
    // buffered, which a log of conversations can bear. What must not be lost keeps the default, WriteAcknowledgement.OnFlush.
    [WriteBehind(
        nameof(AppendManyAsync),
        MaxCommitSize = SessionService.MaxCommitSize,
        PoisonIsolation = true,
        Acknowledge = WriteAcknowledgement.OnEnqueue,
        ReadYourWrites = true)]
    ValueTask AppendAsync(
        [Scope] string userId,
        [Partition] string session,
        Turn turn,
        [Priority] bool closes = false,
        CancellationToken cancellationToken = default);

    /// <summary>Appends turns of one session: all of them or none, which is what <c>PoisonIsolation</c> asks for.</summary>
    ValueTask AppendManyAsync(
        [Scope] string userId, IReadOnlyList<Turn> turns, CancellationToken cancellationToken = default);

    /// <summary>The turns of a session. Waits for those that were appended before (<c>ReadYourWrites</c>).</summary>
    ValueTask<IReadOnlyList<Turn>> ReadAsync(
        [Scope] string userId, string session, CancellationToken cancellationToken = default);
}
