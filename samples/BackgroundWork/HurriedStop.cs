using Rote.Background;

namespace BackgroundWorkSample;

/// <summary>A queue without a host, filled to its bound and stopped with no time to spare: nothing of it vanishes.</summary>
internal sealed record HurriedStop(int Accepted, int Refused, int NotStarted, int Interrupted)
{
    private const int Workers = 2;
    private const int Capacity = 8;

    public static async Task<HurriedStop> RunAsync(IEnumerable<Memory> memories, CancellationToken cancellationToken)
    {
        using var bothAreBusy = new CountdownEvent(Workers);
        await using var queue = new BackgroundQueue<Memory>(
            async (_, token) =>
            {
                // A tagger that does not answer. It heeds its token, as a handler must: the stop cancels it.
                bothAreBusy.Signal();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            },
            new BackgroundQueueOptions<Memory> { Name = "hurried", Workers = Workers, Capacity = Capacity });

        var accepted = 0;
        var refused = 0;
        foreach (var memory in memories.Take(Workers + Capacity + 1))
        {
            // TryEnqueue never waits: where there is no room, the item is still its caller's.
            _ = queue.TryEnqueue(memory) ? accepted++ : refused++;
            if (accepted == Workers)
            {
                bothAreBusy.Wait(cancellationToken);
            }
        }

        // What is handed back can be kept until the next start. Who was interrupted may be done in part.
        var left = await queue.StopAsync(TimeSpan.Zero, cancellationToken);
        return new HurriedStop(accepted, refused, left.NotStarted.Count, left.Interrupted.Count);
    }
}
