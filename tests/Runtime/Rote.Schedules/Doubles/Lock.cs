using System.Runtime.CompilerServices;
using Rote.Testing.Scheduling;

namespace System.Threading;

/// <summary>A lock whose waiters are actors. Taking and leaving it are steps.</summary>
/// <remarks>
/// A static one, whose field's name has no underscore, is shared by schedules that run at the same time: it is a real lock and no
/// step. Nothing under it may be one.
/// </remarks>
internal sealed class Lock(
    [CallerMemberName] string field = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
{
    private static readonly object Outside = new();

    private readonly object? _real = field.StartsWith('_') ? null : new object();
    private object? _owner;
    private int _depth;

    private static object Me => Interleaver.Current ?? Outside;

    public void Enter()
    {
        if (_real is not null)
        {
            Monitor.Enter(_real);
            return;
        }

        Interleaver.Step("enters lock", file, line);
        while (_owner is not null && !ReferenceEquals(_owner, Me))
        {
            Interleaver.Block(this);
        }

        _owner = Me;
        _depth++;
    }

    public void Exit()
    {
        if (_real is not null)
        {
            Monitor.Exit(_real);
            return;
        }

        if (!ReferenceEquals(_owner, Me))
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
