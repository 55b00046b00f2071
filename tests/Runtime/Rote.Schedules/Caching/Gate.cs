using Rote.Testing.Scheduling;
using Source = System.Threading.Tasks.TaskCompletionSource;

namespace Rote.Schedules.Caching;

/// <summary>What a load waits for until the schedule opens it: the answer of a distant store.</summary>
internal sealed class Gate(string name)
{
    private readonly Source _source = new();

    public bool IsOpen { get; private set; }

    public Task Opened => _source.Task;

    /// <summary>Lets the load go on, on this actor or on a worker.</summary>
    public void Open(bool onWorker)
    {
        IsOpen = true;
        Interleaver.Wake(this);
        if (onWorker)
        {
            Interleaver.Post(_source.SetResult);
        }
        else
        {
            _source.SetResult();
        }
    }

    /// <summary>The same for a synchronous load.</summary>
    public void Wait()
    {
        while (!IsOpen)
        {
            Interleaver.Block(this);
        }
    }

    public override string ToString() => $"the gate of {name}";
}
