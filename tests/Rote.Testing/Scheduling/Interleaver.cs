using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rote.Testing.Scheduling;

/// <summary>
/// A deterministic scheduler: runs programs on threads of which one goes on at a time, and lets a seed choose at every step who
/// it is. The same programs under the same seed take the same steps in the same order.
/// </summary>
/// <remarks>
/// <para>
/// Code under test calls <see cref="Step"/> between accesses to shared memory, <see cref="Block"/> where it would wait, and
/// <see cref="Post"/> where it would use the thread pool; two workers play the pool. It does so through doubles of the
/// library's primitives. Interleavings are sequentially consistent: reordering by the processor is not explored.
/// </para>
/// <para>
/// The threads live as long as the scheduler and are used again by every schedule. One schedule runs at a time. After a failure
/// that leaves actors behind (a deadlock, too many steps), the scheduler is broken and has to be replaced.
/// </para>
/// </remarks>
public sealed class Interleaver : IDisposable
{
    /// <summary>Steps after which a schedule counts as one without end.</summary>
    public const int MaxSteps = 50_000;

    private const int Workers = 2;

    /// <summary>A schedule takes a millisecond at most: one that takes so long runs in circles between two steps.</summary>
    private static readonly TimeSpan HangTimeout = TimeSpan.FromSeconds(120);

    /// <summary>A schedule switches at one step of so many. Few switches reach deep orders, many reach tangled ones.</summary>
    private static readonly int[] StepsPerSwitch = [2, 4, 8, 24];

    [ThreadStatic]
    private static Actor? current;

    private readonly Actor[] _actors;
    private readonly int _programs;
    private readonly List<Action> _posted = [];
    private readonly ManualResetEventSlim _done = new(false);
    private readonly List<string> _trace = [];
    private SeededRandom _random = new(0);
    private Func<bool> _onQuiet = static () => false;
    private bool _dry;
    private bool _tracing;
    private int _stepsPerSwitch;
    private int _steps;
    private int _switches;
    private ulong _fingerprint;
    private string? _failure;
    private (string What, string File, int Line) _lastStep;

    /// <summary>Makes the threads.</summary>
    /// <param name="programs">Programs of a schedule at most.</param>
    public Interleaver(int programs)
    {
        _programs = programs;
        _actors = new Actor[programs + Workers + 1];
        for (int i = 0; i < _actors.Length; i++)
        {
            string name = i < programs ? $"program{i}" : i < programs + Workers ? $"pool{i - programs}" : "closer";
            _actors[i] = new Actor(this, i, name);
            _actors[i].Start();
        }
    }

    /// <summary>Whether the running code is part of a schedule.</summary>
    public static bool Active => current is not null;

    /// <summary>Whether notes are kept: to be asked before one is composed.</summary>
    public static bool Tracing => current is { Owner._tracing: true };

    /// <summary>The running actor; <see langword="null"/> outside of a schedule. To be compared only.</summary>
    public static object? Current => current;

    /// <summary>Whether the running actor plays a thread of the pool.</summary>
    public static bool OnWorker => current is { } actor && actor.Number >= actor.Owner._programs && actor != actor.Owner.Closer;

    /// <summary>Whether work waits for a worker: where nobody can go on, all of them are blocked.</summary>
    public static bool HasPosted => current is { Owner._posted.Count: > 0 };

    /// <summary>Whether actors were left behind: no further schedule can run.</summary>
    public bool Broken { get; private set; }

    internal bool Disposed { get; private set; }

    private Actor Closer => _actors[^1];

    /// <summary>A place at which another actor may go on. Does nothing outside of a schedule.</summary>
    public static void Step(string what, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => current?.Owner.StepOf(current, what, file, line);

    /// <summary>A choice of the seed's, below <paramref name="bound"/>; zero outside of a schedule.</summary>
    public static int Choose(int bound) => current?.Owner._random.Next(bound) ?? 0;

    /// <summary>Says that a rule is broken: the schedule fails, and goes on to its end.</summary>
    public static void Fail(string failure)
    {
        if (current is null)
        {
            throw new InvalidOperationException(failure);
        }

        Note(failure);
        current.Owner._failure ??= failure;
    }

    /// <summary>Writes a line into the trace.</summary>
    public static void Note(string text)
    {
        if (Tracing)
        {
            current!.Owner._trace.Add($"{current.Name,-9} # {text}");
        }
    }

    /// <summary>Queues work for the workers that play the thread pool, which take it in any order.</summary>
    public static void Post(Action work)
    {
        Actor actor = current ?? throw new InvalidOperationException("Work is posted outside of a schedule.");
        actor.Owner.Queue(work);
    }

    /// <summary>Waits until the resource is waked. Who called has to look again whether it is free.</summary>
    public static void Block(object resource)
    {
        Actor actor = current ?? throw new InvalidOperationException("Nobody can free a resource outside of a schedule.");
        actor.Resource = resource;
        actor.State = ActorState.Blocked;
        actor.Owner.GoOn(actor);
    }

    /// <summary>Lets those who wait for a resource look again. The caller goes on.</summary>
    public static void Wake(object resource)
    {
        if (current is null)
        {
            return;
        }

        foreach (Actor actor in current.Owner._actors)
        {
            if (actor.State == ActorState.Blocked && ReferenceEquals(actor.Resource, resource))
            {
                actor.State = ActorState.Ready;
                actor.Resource = null;
            }
        }
    }

    /// <summary>Runs one schedule to its end.</summary>
    /// <param name="seed">Chooses who goes on.</param>
    /// <param name="programs">What the actors do.</param>
    /// <param name="onQuiet">
    /// Called on an actor of its own whenever nobody can go on: lets something happen and returns true, or returns false when
    /// there is nothing left to happen.
    /// </param>
    /// <param name="tracing">Whether every step is written down.</param>
    public ScheduleOutcome Run(ulong seed, IReadOnlyList<Action> programs, Func<bool> onQuiet, bool tracing = false)
    {
        ArgumentNullException.ThrowIfNull(programs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(programs.Count, _programs);
        ObjectDisposedException.ThrowIf(Disposed || Broken, this);
        _random = new SeededRandom(seed);
        _stepsPerSwitch = StepsPerSwitch[_random.Next(StepsPerSwitch.Length)];
        _onQuiet = onQuiet;
        _tracing = tracing;
        _dry = false;
        _steps = _switches = 0;
        _fingerprint = 14695981039346656037;
        _failure = null;
        _trace.Clear();
        for (int i = 0; i < programs.Count; i++)
        {
            _actors[i].Body = programs[i];
            _actors[i].State = ActorState.Ready;
        }

        Next()?.GiveBaton();
        if (!_done.Wait(HangTimeout))
        {
            Break($"Runs for {HangTimeout.TotalSeconds} s without a step, or blocks a thread. Last at {_lastStep}.");
        }

        _done.Reset();
        return new ScheduleOutcome(_failure, _steps, _switches, _fingerprint, [.. _trace]);
    }

    /// <summary>Lets the threads end. Those of a broken schedule stay parked until the process ends.</summary>
    public void Dispose()
    {
        Disposed = true;
        if (!Broken)
        {
            foreach (Actor actor in _actors)
            {
                actor.GiveBaton();
            }
        }
    }

    internal void RunBody(Actor actor)
    {
        current = actor;
        try
        {
            actor.Body!();
        }
        catch (Exception error)
        {
            _failure ??= $"{actor.Name} threw {error}";
        }

        current = null;
        actor.State = ActorState.Idle;
        if (Next() is { } next)
        {
            next.GiveBaton();
        }
        else
        {
            Finish();
        }
    }

    private void StepOf(Actor actor, string what, string file, int line)
    {
        _lastStep = (what, file, line);
        if (++_steps > MaxSteps)
        {
            Break($"More than {MaxSteps} steps: the schedule does not end. Last at {_lastStep}.");
            actor.AwaitBaton();
        }

        _fingerprint = (_fingerprint ^ ((ulong)actor.Number << 32) ^ (uint)line) * 1099511628211;
        if (_tracing)
        {
            _trace.Add($"{actor.Name,-9} {what} {Place(file, line)}");
        }

        if (_random.OnceIn(_stepsPerSwitch))
        {
            GoOn(actor);
        }
    }

    /// <summary>Hands the baton to the next one, which may be the same, and waits for it.</summary>
    private void GoOn(Actor actor)
    {
        Actor? next = Next();
        if (ReferenceEquals(next, actor))
        {
            return;
        }

        if (next is null)
        {
            Finish();
        }
        else
        {
            _switches++;
            next.GiveBaton();
        }

        actor.AwaitBaton();
    }

    /// <summary>Any actor that can go on; the closer when there is none; nobody when it has nothing left to do.</summary>
    private Actor? Next()
    {
        int ready = 0;
        Actor? chosen = null;
        foreach (Actor actor in _actors)
        {
            // Each of those seen so far is chosen with the same chance.
            if (actor.State == ActorState.Ready && _random.OnceIn(++ready))
            {
                chosen = actor;
            }
        }

        if (chosen is null && !_dry && Closer.State == ActorState.Idle)
        {
            chosen = Closer;
            chosen.Body = Close;
            chosen.State = ActorState.Ready;
        }

        return chosen;
    }

    private void Close()
    {
        Step("quiet");
        _dry = !_onQuiet();
    }

    private void Queue(Action work)
    {
        _posted.Add(work);
        for (int i = _programs; i < _programs + Workers; i++)
        {
            if (_actors[i].State == ActorState.Idle)
            {
                _actors[i].Body = Work;
                _actors[i].State = ActorState.Ready;
                return;
            }
        }
    }

    private void Work()
    {
        while (_posted.Count > 0)
        {
            int index = _random.Next(_posted.Count);
            Action work = _posted[index];
            _posted.RemoveAt(index);
            work();
            Step("worked");
        }
    }

    private void Finish()
    {
        var stuck = _actors.Where(actor => actor.State == ActorState.Blocked).ToList();
        if (stuck.Count > 0)
        {
            Break($"Deadlock: {string.Join(", ", stuck.Select(actor => $"{actor.Name} waits for {actor.Resource}"))}.");
            return;
        }

        _done.Set();
    }

    private void Break(string failure)
    {
        _failure ??= failure;
        Broken = true;
        _done.Set();
    }

    private static string Place(string file, int line)
        => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}:{line}");
}
