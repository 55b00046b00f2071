using Rote.FanningOut;

namespace FanOutSample;

/// <summary>Asks five memories, of which one is down and one hangs, with <c>Task.WhenAll</c> and through a composite.</summary>
internal static class RecallJob
{
    public const int Questions = 10;
    public const int Limit = 4;
    private const string Question = "where does ann drink tea";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public static async Task<Figures> RunAsync(CancellationToken cancellationToken)
    {
        var notes = new Memory("ann likes tea", "bob likes coffee");
        var episodes = new Memory("ann and bob drink tea in the garden", "ann likes tea");
        var documents = new Memory("where tea grows", "how to drink tea");
        IMemory[] all = [notes, new DownMemory(), episodes, new HangingMemory(), documents];

        var missing = 0;
        var memory = all.FanOut(new FanOutOptions
        {
            StoreTimeout = Patience,
            OnFailure = _ => Interlocked.Increment(ref missing),
        });
        var plain = 0;
        List<string> answers = [];
        for (int question = 0; question < Questions; question++)
        {
            plain += await PlainAnswersAsync(all, cancellationToken);
            var facts = await memory.RecallAsync(Question, Limit, cancellationToken);
            answers.Add(string.Join(", ", facts.Select(fact => fact.Text)));
        }

        int reported = missing;
        await memory.RememberAsync(new Fact("ann is away", "ann is away", 0), cancellationToken);
        int notForgottenBy = await ForgetAsync(memory, "ann likes tea", cancellationToken);
        return new Figures(
            plain,
            answers.Count,
            answers.Distinct().Count(),
            answers[0],
            reported,
            notForgottenBy,
            [notes.Count, episodes.Count]);
    }

    // What is written without a toolkit: one that is down fails it, and one that hangs keeps it.
    private static async Task<int> PlainAnswersAsync(IMemory[] all, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(all.Select(one => AskAsync(one, cancellationToken))).WaitAsync(Patience, cancellationToken);
            return 1;
        }
        catch (Exception error) when (error is TimeoutException or HttpRequestException)
        {
            return 0;
        }
    }

    private static async Task<IReadOnlyList<Fact>> AskAsync(IMemory memory, CancellationToken cancellationToken)
        => await memory.RecallAsync(Question, Limit, cancellationToken);

    private static async Task<int> ForgetAsync(MemoryFanOut memory, string id, CancellationToken cancellationToken)
    {
        try
        {
            await memory.ForgetAsync(id, cancellationToken);
            return 0;
        }
        catch (RoteFanOutException error)
        {
            return error.InnerExceptions.Count;
        }
    }
}
