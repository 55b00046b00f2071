namespace WriteBehindSample;

/// <summary>What is said in the sample: the same in every run.</summary>
internal static class Script
{
    /// <summary>The connection breaks once while turns of this session are sent.</summary>
    public const string SessionWithABadLine = "cy/1";

    public const int TurnsPerSession = 50;

    private static readonly string[] Users = ["ann", "bo", "cy", "di"];

    /// <summary>Every turn, as it comes: the sessions of all users at the same time.</summary>
    public static IEnumerable<(string UserId, Turn Turn)> Turns()
        => from number in Enumerable.Range(1, TurnsPerSession)
           from userId in Users
           from session in new[] { $"{userId}/1", $"{userId}/2" }
           select (userId, new Turn(session, number, TextOf(session, number)));

    /// <summary>Whether a turn is the last of its session. The second session of each user is still open in the end.</summary>
    public static bool Closes(Turn turn)
        => turn.Number == TurnsPerSession && turn.Session.EndsWith("/1", StringComparison.Ordinal);

    private static string TextOf(string session, int number) => (session, number) switch
    {
        // Two people paste a whole page.
        ("ann/1", 20) or ("bo/2", 33) => new string('x', 2 * SessionService.MaxTextLength),
        _ => $"line {number} of {session}",
    };
}
