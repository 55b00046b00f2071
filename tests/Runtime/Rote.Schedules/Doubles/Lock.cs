using System.Runtime.CompilerServices;
using Rote.Testing.Scheduling;

namespace System.Threading;

/// <summary>A lock whose waiters are actors. Taking and leaving it are steps.</summary>
internal sealed class Lock([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
{
    private static readonly object Outside = new();

    private object? _owner;
    private int _depth;

    public bool IsHeldByCurrentThread => ReferenceEquals(_owner, Me);

    private static object Me => Interleaver.Current ?? Outside;

    public void Enter()
    {
        Interleaver.Step("enters lock", file, line);
        while (_owner is not null && !IsHeldByCurrentThread)
        {
            Interleaver.Block(this);
        }

        _owner = Me;
        _depth++;
    }

    public bool TryEnter()
    {
        Interleaver.Step("tries lock", file, line);
        if (_owner is not null && !IsHeldByCurrentThread)
        {
            return false;
        }

        _owner = Me;
        _depth++;
        return true;
    }

    public void Exit()
    {
        if (!IsHeldByCurrentThread)
        {
            throw new SynchronizationLockException($"{this} is left by somebody who does not hold it.");
        }

        if (--_depth == 0)
        {
            _owner = null;
            Interleaver.Wake(this);
            Interleaver.Step("left lock", file, line);
        }
    }

    public Scope EnterScope()
    {
        Enter();
        return new Scope(this);
    }

    public override string ToString() => $"the lock of {IO.Path.GetFileName(file)}:{line}";

    public readonly ref struct Scope(Lock held)
    {
        public void Dispose() => held.Exit();
    }
}
