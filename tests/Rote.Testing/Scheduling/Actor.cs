namespace Rote.Testing.Scheduling;

/// <summary>One thread of an <see cref="Interleaver"/>: it runs only while it holds the baton.</summary>
internal sealed class Actor
{
    /// <summary>How long a thread looks for its baton before it sleeps: a hand-over takes microseconds.</summary>
    private const int SpinIterations = 20;

    private readonly ManualResetEventSlim _baton = new(false, SpinIterations);
    private readonly Thread _thread;

    public Actor(Interleaver owner, int number, string name)
    {
        Owner = owner;
        Number = number;
        Name = name;
        _thread = new Thread(Loop) { IsBackground = true, Name = $"Interleaver {name}" };
    }

    public Interleaver Owner { get; }

    public int Number { get; }

    public string Name { get; }

    public ActorState State { get; set; } = ActorState.Idle;

    /// <summary>What a blocked actor waits for.</summary>
    public object? Resource { get; set; }

    /// <summary>What it does the next time it leaves the idle state.</summary>
    public Action? Body { get; set; }

    public void Start() => _thread.UnsafeStart();

    public void GiveBaton() => _baton.Set();

    public void AwaitBaton()
    {
        _baton.Wait();
        _baton.Reset();
    }

    private void Loop()
    {
        while (true)
        {
            AwaitBaton();
            if (Owner.Disposed)
            {
                return;
            }

            Owner.RunBody(this);
        }
    }
}
