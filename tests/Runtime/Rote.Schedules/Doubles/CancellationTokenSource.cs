using Rote.Testing.Scheduling;

namespace Rote;

/// <summary>A source whose <see cref="CancelAsync"/> runs the callbacks on a worker of the schedule.</summary>
internal class CancellationTokenSource : System.Threading.CancellationTokenSource
{
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
