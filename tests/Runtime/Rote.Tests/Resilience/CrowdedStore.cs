using Rote.Resilience;

namespace Rote.Tests.Resilience;

/// <summary>A store whose callers come in crowds, leave and fail, in an order that a seed gives; it counts them.</summary>
internal sealed class CrowdedStore(ResilientCalls calls)
{
    private const int Visits = 1_000;
    private const int AtOnce = 8;

    private readonly Lock _gate = new();
    private int _inside;

    /// <summary>How many calls were in it at once, at most.</summary>
    public int Most { get; private set; }

    /// <summary>Calls it again and again.</summary>
    public async Task VisitAsync(int seed)
    {
        var random = new Random(seed);
        var running = new List<Task>();
        for (int i = 1; i <= Visits; i++)
        {
            using var leaving = new CancellationTokenSource();
            int ending = random.Next(4);
            running.Add(calls.CallAsync(token => AnswerAsync(ending, token), leaving.Token));
            if (random.Next(2) == 0)
            {
                await leaving.CancelAsync();
            }

            if (i % AtOnce == 0)
            {
                await Task.WhenAll(running).ContinueWith(static _ => { }, TaskScheduler.Default);
                running.Clear();
            }
        }
    }

    // Throws at once, later, when its caller has left, or not at all.
    private async Task<int> AnswerAsync(int ending, CancellationToken token)
    {
        Enter(1);
        try
        {
            if (ending == 0)
            {
                throw new IOException();
            }

            await Task.Yield();
            token.ThrowIfCancellationRequested();
            return ending == 1 ? throw new IOException() : ending;
        }
        finally
        {
            Enter(-1);
        }
    }

    private void Enter(int change)
    {
        lock (_gate)
        {
            _inside += change;
            Most = Math.Max(Most, _inside);
        }
    }
}
