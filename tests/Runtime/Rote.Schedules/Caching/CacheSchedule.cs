using System.Globalization;
using Rote.Caching;
using Rote.Generated;
using Rote.Testing;
using Rote.Testing.Scheduling;

namespace Rote.Schedules.Caching;

/// <summary>
/// One schedule over one region: a few programs of calls, cancellations, invalidations and time, drawn from a seed.
/// </summary>
internal sealed class CacheSchedule : ISchedule, IDisposable
{
    private const string Tag = "t";
    private const int LifetimeSeconds = 10;

    private static readonly int[] StepsOfTime = [3, 6, 11];

    private readonly ulong _seed;
    private readonly SeededRandom _random;
    private readonly Traits _traits;
    private readonly StoreModel _model;
    private readonly ManualTimeProvider _time = new();
    private readonly DecoratorContext _context;
    private readonly CacheRegion<int, long> _region;
    private readonly RandomStore _store;

    public CacheSchedule(ulong seed)
    {
        _seed = seed;

        // The scheduler draws from the seed itself: two streams, so that neither shifts the other.
        _random = new SeededRandom(~seed);
        _traits = new Traits(_random);
        _model = new StoreModel(_traits);
        _context = new DecoratorContext("ITest", new RoteOptions { TimeProvider = _time, Seed = 1 });
        _region = _context.Cache<int, long>(
            new CachePolicy
            {
                Region = "r",
                Lifetime = TimeSpan.FromSeconds(LifetimeSeconds),
                Sliding = TimeSpan.FromSeconds(_traits.Sliding ? LifetimeSeconds / 2 : 0),
                JitterPercent = _traits.Jitter ? 50 : 0,
                RefreshPercent = _traits.Renews ? 50 : 0,
                StaleLifetime = TimeSpan.FromSeconds(_traits.AnswersStale ? LifetimeSeconds : 0),
                LoadTimeout = TimeSpan.FromSeconds(_traits.TimesOut ? LifetimeSeconds / 2 : 0),
                Store = _traits.InMemoryCache ? CacheStore.MemoryCache : CacheStore.Table,
            },
            new CacheFunctions<int, long>
            {
                Tags = static key => [new CacheTag(Tag, key.ToString(CultureInfo.InvariantCulture))],
            });
        _store = new RandomStore(_region, _model, _traits, _random);
    }

    private IEnumerable<int> AllKeys => Enumerable.Range(0, _traits.Keys);

    /// <summary>Runs the schedule and holds it to the model.</summary>
    public ScheduleOutcome Run(Interleaver interleaver, bool tracing)
    {
        Action[] programs = [.. Enumerable.Repeat<Action>(RunProgram, _traits.Programs)];
        ScheduleOutcome outcome = interleaver.Run(_seed, programs, LetSomethingHappen, tracing);
        if (outcome.Failure is null && _model.Violation is null)
        {
            CheckEnd();
        }

        // What the model saw first explains a deadlock that follows from it.
        return outcome with { Failure = _model.Violation ?? outcome.Failure };
    }

    public void Dispose() => _context.Dispose();

    private static void Note(string text) => Interleaver.Note(text);

    private void CheckEnd()
    {
        _model.CheckEnd();
        _store.CheckHanging();
        if (_region.LoadsInFlight != 0)
        {
            _model.Violate($"{_region.LoadsInFlight} loads are left in the table.");
        }

        foreach (int key in AllKeys)
        {
            if (_region.TryGet(in key, out long value))
            {
                _model.CheckValue(_model.BeginCall("LastGet", [key], 0, null, CancellationToken.None), key, value, hit: true);
            }
        }
    }

    private void RunProgram()
    {
        for (int i = 0; i < _traits.OperationsEach; i++)
        {
            Interleaver.Step("next operation");
            RunOperation(_traits.NextOperation(_random));
        }
    }

    private void RunOperation(Operation operation)
    {
        switch (operation)
        {
            case Operation.Get:
                Get(asTask: false);
                break;
            case Operation.GetTask:
                Get(asTask: true);
                break;
            case Operation.GetSynchronously:
                GetSynchronously();
                break;
            case Operation.GetMany:
                GetMany();
                break;
            case Operation.Cancel:
                CancelSomebody();
                break;
            case Operation.OpenGate:
                _store.OpenSomeGate();
                break;
            case Operation.AdvanceClock:
                var by = TimeSpan.FromSeconds(StepsOfTime[_random.Next(StepsOfTime.Length)]);
                Note($"the clock moves by {by}");
                _model.BeginClockMove();
                _time.Advance(by);
                _model.EndClockMove();
                break;
            default:
                Invalidate(operation);
                break;
        }
    }

    private CallRecord BeginCall(string kind, params int[] keys)
    {
        CancellationTokenSource? caller = _random.OnceIn(_traits.CancelsOften ? 2 : 4) ? new CancellationTokenSource() : null;
        if (_random.OnceIn(16))
        {
            caller?.Cancel();
        }

        CallRecord call = _model.BeginCall(kind, keys, depth: 0, caller, caller?.Token ?? CancellationToken.None);
        Note($"{call} begins");
        return call;
    }

    private int SomeKey() => _random.Next(_traits.Keys);

    private void Get(bool asTask)
    {
        int key = SomeKey();
        CallRecord call = BeginCall(asTask ? "GetTask" : "Get", key);
        if (asTask && _region.TryGetTask(in key, out Task<long>? task))
        {
            _ = EndAsync(call, new ValueTask<long>(task), hit: true);
        }
        else if (!asTask && _region.TryGet(in key, out long value))
        {
            _ = EndAsync(call, new ValueTask<long>(value), hit: true);
        }
        else
        {
            _ = EndAsync(call, _region.LoadAsync(key, call, _store.LoadAsync, call.Token), hit: false);
        }
    }

    private void GetSynchronously()
    {
        int key = SomeKey();
        CallRecord call = _model.BeginSynchronousCall("GetSynchronously", key);
        Note($"{call} begins");
        try
        {
            if (!_region.TryGet(in key, out long value))
            {
                value = _region.Load(key, call, _store.LoadSynchronously);
            }

            Note($"{call} got {value}");
            _model.CheckValue(call, key, value, hit: false);
        }
        catch (Exception error)
        {
            Note($"{call} failed: {error.Message}");
            _model.CheckError(call, error);
        }
    }

    private void GetMany()
    {
        int[] keys = [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => SomeKey())];
        CallRecord call = BeginCall("GetMany", keys);
        _ = EndManyAsync(
            call, _region.LoadManyAsync(keys, call, static (_, key) => key, _store.LoadManyAsync, call.Token));
    }

    private async Task EndAsync(CallRecord call, ValueTask<long> pending, bool hit)
    {
        try
        {
            long value = await pending.ConfigureAwait(false);
            Note($"{call} got {value}");
            _model.CheckValue(call, call.Keys[0], value, hit);
        }
        catch (Exception error)
        {
            Note($"{call} failed: {error.Message}");
            _model.CheckError(call, error);
        }
    }

    private async Task EndManyAsync(CallRecord call, ValueTask<IReadOnlyList<long>> pending)
    {
        try
        {
            IReadOnlyList<long> values = await pending.ConfigureAwait(false);
            Note($"{call} got {string.Join(",", values)}");
            if (values.Count != call.Keys.Length)
            {
                _model.Violate($"{call} got {values.Count} values.");
            }

            for (int i = 0; i < call.Keys.Length; i++)
            {
                _model.CheckValue(call, call.Keys[i], values[i], hit: false);
            }
        }
        catch (Exception error)
        {
            Note($"{call} failed: {error.Message}");
            _model.CheckError(call, error);
        }
    }

    private void CancelSomebody()
    {
        var callers = _model.Calls.Where(call => call is { Ended: false, Caller: not null }).ToList();
        if (callers.Count > 0)
        {
            Cancel(callers[_random.Next(callers.Count)]);
        }
    }

    private static void Cancel(CallRecord call)
    {
        Note($"the caller of {call} leaves");
        call.Caller!.Cancel();
    }

    private void Invalidate(Operation operation)
    {
        int key = SomeKey();
        int[] written = operation is Operation.InvalidateKey or Operation.InvalidateTag ? [key] : [.. AllKeys];
        long[] versions = _model.BeginInvalidation(written);
        Note($"{operation} of {string.Join(",", written)} begins");
        Interleaver.Step("written");
        switch (operation)
        {
            case Operation.InvalidateKey:
                _region.Invalidate(in key);
                break;
            case Operation.InvalidateTag:
                _context.Invalidate(new CacheTag(Tag, key.ToString(CultureInfo.InvariantCulture)));
                break;
            case Operation.InvalidateTagOfAll:
                _context.Invalidate(new CacheTag(Tag));
                break;
            case Operation.InvalidateRegion:
                _region.InvalidateAll();
                break;
            default:
                _context.InvalidateAll();
                break;
        }

        _model.EndInvalidation(written, versions);
        Note($"{operation} of {string.Join(",", written)} ended");
    }

    /// <summary>
    /// Nobody can go on: the store answers. When it has answered everything, whoever still waits must wait for a load that hangs:
    /// who can gives up, and at last the loads that somebody waits for return.
    /// </summary>
    private bool LetSomethingHappen()
    {
        if (_store.OpenSomeGate())
        {
            return true;
        }

        if (_model.Calls.Find(call => !call.Ended) is not { } waiting)
        {
            // Nobody has to wait for the load that renews an entry.
            return _traits.Renews && _store.ReleaseHanging();
        }

        if (!_store.IsLoading)
        {
            _model.Violate($"{waiting} waits, and no load is on its way.");
            return false;
        }

        if (_model.Calls.Find(call => call is { Ended: false, Caller.IsCancellationRequested: false }) is { } leaving)
        {
            Cancel(leaving);
            return true;
        }

        return _store.ReleaseHanging();
    }
}
