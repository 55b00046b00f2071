using Rote.Testing.Scheduling;

namespace Rote;

/// <summary>A source whose <see cref="CancelAsync"/> runs the callbacks on a worker of the schedule.</summary>
internal class CancellationTokenSource : System.Threading.CancellationTokenSource
{
    /// <summary>The sources whose callbacks run, and the actors that run them.</summary>
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<CancellationToken, object> Cancelling = [];

    public CancellationTokenSource()
    {
    }

    public CancellationTokenSource(TimeSpan delay, TimeProvider time)
        : base(delay, time)
    {
    }

    public static new CancellationTokenSource CreateLinkedTokenSource(params CancellationToken[] tokens)
    {
        var linked = new CancellationTokenSource();
        foreach (CancellationToken token in tokens)
        {
            token.Register(linked.Cancel);
        }

        return linked;
    }

    /// <summary>Waits for the callbacks of a token where another actor runs them.</summary>
    public static void AwaitCallbacks(CancellationToken token)
    {
        while (Cancelling.TryGetValue(token, out object? actor) && !ReferenceEquals(actor, Interleaver.Current))
        {
            Interleaver.Block(actor);
        }
    }

    public new void Cancel()
    {
        if (!Interleaver.Active || IsCancellationRequested)
        {
            base.Cancel();
            return;
        }

        object actor = Interleaver.Current!;
        Cancelling[Token] = actor;
        try
        {
            base.Cancel();
        }
        finally
        {
            Cancelling.TryRemove(Token, out _);
            Interleaver.Wake(actor);
        }
    }

    public new Task CancelAsync()
    {
        if (!Interleaver.Active)
        {
            return base.CancelAsync();
        }

        var done = new System.Threading.Tasks.TaskCompletionSource();
        Interleaver.Step("CancelAsync");
        Interleaver.Post(() =>
        {
            Cancel();
            done.SetResult();
        });
        return done.Task;
    }
}
