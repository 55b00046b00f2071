namespace WriteBehindSample;

/// <summary>The application: it knows the interface, and not what stands behind it.</summary>
internal sealed class Agent(ISessionLog log)
{
    /// <summary>Says everything there is to say.</summary>
    /// <returns>Turns that the log refused.</returns>
    public async Task<int> TalkAsync(CancellationToken cancellationToken)
    {
        var refused = 0;
        foreach (var (userId, turn) in Script.Turns())
        {
            try
            {
                // Decorated, this completes when the turn is in the buffer: the agent waits for no round trip.
                await log.AppendAsync(userId, turn.Session, turn, Script.Closes(turn), cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or TurnTooLongException)
            {
                refused++;
            }
        }

        return refused;
    }
}
