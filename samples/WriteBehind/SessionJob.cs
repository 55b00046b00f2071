using Rote;
using Rote.Buffering;

namespace WriteBehindSample;

/// <summary>Writes the log of 400 turns twice: each turn by itself, and behind the agent's back.</summary>
internal static class SessionJob
{
    public static async Task<Figures> RunAsync(CancellationToken cancellationToken)
    {
        var plain = new SessionService();
        var refused = await new Agent(plain).TalkAsync(cancellationToken);

        var service = new SessionService();
        var shelf = new DeadLetterShelf(capacity: 1);

        // Disposal would deliver what is still buffered, within RoteOptions.DrainTimeout.
        await using var log = service.Decorate(OptionsWith(shelf));
        await new Agent(log).TalkAsync(cancellationToken);
        var read = await log.ReadAsync("di", "di/1", cancellationToken);
        await FlushAsync(log, cancellationToken);
        var repaired = await RepairAsync(log, cancellationToken);

        return new Figures
        {
            PlainCommits = plain.Commits,
            PlainStored = plain.Turns,
            PlainRefused = refused,
            Commits = service.Commits,
            Stored = service.Turns,
            PlainOutOfOrder = plain.OutOfOrder,
            OutOfOrder = service.OutOfOrder,
            Read = read.Count,
            OnTheShelf = shelf.Letters.Count,
            Repaired = repaired,
            Buffer = ((IWriteBehindOwner)log).Buffers[0].Statistics,
        };
    }

    /// <summary>What the attribute cannot know: which failures pass by themselves, and where the others go.</summary>
    private static RoteOptions OptionsWith(DeadLetterShelf shelf)
    {
        var options = new RoteOptions { DeadLetters = shelf.TakeAsync };
        options.WriteBehind["ISessionLog.AppendAsync"] = new WriteBehindOptions
        {
            MaxAttempts = 3,
            ShouldRetry = static error => error is IOException,
            RetryDelay = TimeSpan.FromMilliseconds(1),
        };
        return options;
    }

    private static async Task FlushAsync(SessionLogDecorator log, CancellationToken cancellationToken)
    {
        try
        {
            await log.FlushAsync(cancellationToken);
        }
        catch (RoteWriteBehindException)
        {
            // Some turns were not delivered. They are on the shelf, or the buffer hands them back: RepairAsync goes on.
        }
    }

    /// <summary>Takes back what neither the store nor the shelf would have, and writes again what can be saved of it.</summary>
    private static async Task<int> RepairAsync(SessionLogDecorator log, CancellationToken cancellationToken)
    {
        var repaired = 0;
        foreach (var letter in ((IWriteBehindOwner)log).Buffers.SelectMany(buffer => buffer.TakeReturned()))
        {
            if (letter is { Item: Turn turn, Exception: TurnTooLongException })
            {
                var shortened = turn with { Text = turn.Text[..SessionService.MaxTextLength] };
                await log.AppendAsync(UserOf(letter), turn.Session, shortened, cancellationToken: cancellationToken);
                repaired++;
            }
        }

        await log.FlushAsync(cancellationToken);
        return repaired;
    }

    /// <summary>What all writes of a partition share stands in the letter, by the names of the parameters.</summary>
    private static string UserOf(DeadLetter letter)
        => (string)letter.Arguments.Single(argument => argument.Key == "userId").Value!;
}
