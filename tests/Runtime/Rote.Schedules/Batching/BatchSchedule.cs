using System.Threading;
using Rote.Batching;
using Rote.Execution;
using Rote.Testing.Scheduling;

namespace Rote.Schedules.Batching;

/// <summary>
/// One schedule over one batcher: a few programs of calls, cancellations, time and disposal over a store that fails, drawn from a
/// seed.
/// </summary>
internal sealed partial class BatchSchedule : ISchedule, IDisposable
{
    private const int Continuation = -1;

    private const int MostAtOnce = 5;

    private static readonly TimeSpan[] StepsOfTime =
        [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(5)];

    private readonly ulong _seed;
    private readonly SeededRandom _random;
    private readonly BatchTraits _traits;
    private readonly BatchModel _model;
    private readonly BulkStore _store;
    private readonly ScheduleTime _time = new();
    private readonly Batcher<int, BatchItem, long>? _asked;
    private readonly WriteBatcher<int, BatchItem>? _written;
    private readonly CancellationTokenSource?[] _sources;
    private readonly Dictionary<object, string> _inside = [];
    private bool _blocksWorker;
    private bool _disposing;
    private int _disposals;
    private int _waitedAt = -1;

    public BatchSchedule(ulong seed)
    {
        _seed = seed;

        // The scheduler draws from the seed itself: two streams, so that neither shifts the other.
        _random = new SeededRandom(~seed);
        _flushes = FlushesOf(seed);
        _traits = new BatchTraits(_random);
        _model = new BatchModel(_traits);
        _store = new BulkStore(_model, _traits, _random);
        _sources = new CancellationTokenSource?[_traits.Programs];
        var options = new RoteOptions { TimeProvider = _time, MaxPendingBatchItems = _traits.MaxPending };
        var policy = new BatchPolicy
        {
            Operation = "Ask",
            MaxBatchSize = _traits.MaxBatchSize,
            MaxConcurrentBatches = _traits.MaxConcurrentBatches,
            MaxDelay = _traits.MaxDelay,
        };
        if (_traits.HasResults)
        {
            BulkCaller<int, BatchItem, long> caller = _traits.Kind == BatcherKind.Results
                ? new ListBulkCaller<int, BatchItem, long>(policy, _store.AskAsync)
                : new OutcomeBulkCaller<int, BatchItem, long>(policy, _store.AskEachAsync);
            _asked = new Batcher<int, BatchItem, long>(policy, options, caller);
        }
        else
        {
            _written = new WriteBatcher<int, BatchItem>(policy, options, _store.WriteAsync);
        }
    }

    private IBatcher Batcher => (IBatcher?)_asked ?? _written!;

    private int Held => _asked?.Held ?? _written!.Held;

    public ScheduleOutcome Run(Interleaver interleaver, bool tracing)
    {
        Action[] programs = [.. Enumerable.Range(0, _traits.Programs).Select<int, Action>(number => () => RunProgram(number))];
        ScheduleOutcome outcome = interleaver.Run(_seed, programs, LetSomethingHappen, tracing);
        if (outcome.Failure is null && _model.Violation is null)
        {
            _model.CheckEnd();
            if (Held != 0 || _time.ArmedTimers != 0)
            {
                _model.Violate($"{Held} items and callers are held, {_time.ArmedTimers} timers are armed.");
            }
        }

        // What the model saw first explains a deadlock that follows from it.
        return outcome with { Failure = _model.Violation ?? outcome.Failure };
    }

    public void Dispose()
    {
        foreach (BatchCallRecord call in _model.Calls)
        {
            call.Source?.Dispose();
        }
    }

    private static void Note(string text) => Interleaver.Note(text);

    private void RunProgram(int number)
    {
        for (int i = 0; i < _traits.OperationsEach; i++)
        {
            Interleaver.Step("next operation");
            FlushNowAndThen();
            RunOperation(number, _traits.NextOperation(_random));
        }
    }

    private void RunOperation(int program, BatchOperation operation)
    {
        switch (operation)
        {
            case BatchOperation.Ask:
                _ = Ask(program, depth: 0);
                break;
            case BatchOperation.AskAndBlock:
                BlockingWait.For(Ask(program, depth: 0));
                break;
            case BatchOperation.AskTogether when _asked is not null:
                _ = AskTogetherAsync(program);
                break;
            case BatchOperation.AskMany or BatchOperation.AskTogether:
                for (int left = 1 + _random.Next(MostAtOnce); left > 0; left--)
                {
                    _ = Ask(program, depth: 0);
                }

                break;
            case BatchOperation.Cancel:
                CancelSomebody();
                break;
            case BatchOperation.OpenGate:
                _store.OpenSomeGate();
                break;
            case BatchOperation.AdvanceClock:
                Advance(StepsOfTime[_random.Next(StepsOfTime.Length)]);
                break;
            case BatchOperation.LookAtHeld:
                _ = Held;
                break;
            default:
                _ = DisposeAsync();
                break;
        }
    }

    private Task Ask(int program, int depth)
    {
        BatchCallRecord call = _model.BeginCall(
            program, _random.Next(_traits.Groups), _random.Next(_traits.Values), depth, SourceOf(program));
        Note($"{call} begins");
        var item = new BatchItem(call, call.Value);
        return _asked is null ? WriteAsync(call, item) : AskAsync(call, item);
    }

    private CancellationTokenSource? SourceOf(int program)
    {
        if (_traits.SharesTokens && program != Continuation)
        {
            return _sources[program] ??= new CancellationTokenSource();
        }

        CancellationTokenSource? source = _random.OnceIn(_traits.CancelsOften ? 2 : 4) ? new CancellationTokenSource() : null;
        if (_random.OnceIn(16))
        {
            source?.Cancel();
        }

        return source;
    }

    private async Task AskAsync(BatchCallRecord call, BatchItem item)
    {
        try
        {
            Enter($"the submission of {call}");
            ValueTask<long> pending = _asked!.GetAsync(call.Group, item, call.Token);
            Leave();
            call.IsAwaited = true;
            long answer = _random.OnceIn(2) ? await pending.ConfigureAwait(false) : await pending.AsTask().ConfigureAwait(false);
            Note($"{call} got {answer}");
            _model.Deliver(call, answer);
        }
        catch (Exception error)
        {
            Fail(call, error);
        }

        GoOn(call);
    }

    /// <summary>Several items in one call, which may fail one by one.</summary>
    private async Task AskTogetherAsync(int program)
    {
        CancellationTokenSource? source = SourceOf(program);
        int group = _random.Next(_traits.Groups);
        BatchCallRecord[] calls =
        [
            .. Enumerable.Range(0, 1 + _random.Next(MostAtOnce))
                .Select(_ => _model.BeginCall(program, group, _random.Next(_traits.Values), depth: 0, source)),
        ];
        Note($"{string.Join(" and ", calls.AsEnumerable())} begin together");
        try
        {
            Enter("a submission");
            ValueTask<BatchResult<long>[]> pending = _asked!.GetManyOutcomesAsync(
                group, calls.Select(call => new BatchItem(call, call.Value)), source?.Token ?? CancellationToken.None);
            Leave();
            BatchResult<long>[] answers = await pending.ConfigureAwait(false);
            for (int i = 0; i < calls.Length; i++)
            {
                Note($"{calls[i]} got {answers[i].Error?.Message ?? $"{answers[i].Value}"}");
                if (answers[i].Error is { } failure)
                {
                    _model.Fail(calls[i], failure);
                }
                else
                {
                    _model.Deliver(calls[i], answers[i].Value);
                }
            }
        }
        catch (Exception error)
        {
            Array.ForEach(calls, call => Fail(call, error));
        }

        GoOn(calls[0]);
    }

    private async Task WriteAsync(BatchCallRecord call, BatchItem item)
    {
        try
        {
            Enter($"the submission of {call}");
            ValueTask pending = _written!.AddAsync(call.Group, item, call.Token);
            Leave();
            call.IsAwaited = true;
            await pending.ConfigureAwait(false);
            Note($"{call} is written");
            _model.Deliver(call);
        }
        catch (Exception error)
        {
            Fail(call, error);
        }

        GoOn(call);
    }

    private void Fail(BatchCallRecord call, Exception error)
    {
        Note($"{call} failed: {error.Message}");
        if (error is ObjectDisposedException)
        {
            Leave();
            _model.Refuse(call);
        }
        else
        {
            _model.Fail(call, error);
        }
    }

    /// <summary>The running actor is where no caller may go on: inside another's call, or where a token is cancelled.</summary>
    private void Enter(string place) => _inside.Add(Interleaver.Current!, place);

    private void Leave() => _inside.Remove(Interleaver.Current!);

    /// <summary>What a caller does next: it may call again, and block its thread until that is done.</summary>
    private void GoOn(BatchCallRecord call)
    {
        if (_inside.TryGetValue(Interleaver.Current!, out string? place))
        {
            _model.Violate($"{call} goes on in {place}.");
        }

        if (!_traits.AsksAgain || call.Depth > 1 || _random.OnceIn(2))
        {
            return;
        }

        // One of the pool's two at most: a real pool has another thread at last.
        bool blocks = _traits.BlocksContinuations && Interleaver.OnWorker && !_blocksWorker;
        _blocksWorker |= blocks;
        Task again = Ask(Continuation, call.Depth + 1);
        if (blocks)
        {
            BlockingWait.For(again);
            _blocksWorker = false;
        }
    }

    private void CancelSomebody()
    {
        var callers = _model.Waiting.Where(static call => call.Source is not null).ToList();
        if (callers.Count > 0)
        {
            Cancel(callers[_random.Next(callers.Count)]);
        }
    }

    private void Cancel(BatchCallRecord call)
    {
        Note($"the caller of {call} leaves");
        Enter("a cancellation");
        call.Source!.Cancel();
        Leave();
    }

    private void Advance(TimeSpan by)
    {
        Note($"the clock moves by {by}");
        _time.Advance(by);
    }

    private async Task DisposeAsync()
    {
        Note("disposal begins");
        _disposing = true;
        _disposals++;
        _model.BeginDisposal();
        int lost = await Batcher.DrainAsync(_traits.DrainTimeout).ConfigureAwait(false);
        Note($"disposal gave up on {lost}");
        _disposals--;
        _model.EndDisposal(lost);
    }

    /// <summary>
    /// Nobody can go on: the store answers. When it has answered everything, time goes by, whoever waits for a bulk call
    /// that hangs leaves if it can, and at last those return.
    /// </summary>
    private bool LetSomethingHappen()
    {
        if (!Interleaver.HasPosted)
        {
            _model.CheckQuiet();
        }

        if (_model.Violation is not null)
        {
            return false;
        }

        if (_store.OpenSomeGate())
        {
            return true;
        }

        if (_model.FindLate() is { } late)
        {
            if (_waitedAt == _model.Events)
            {
                _model.Violate($"{late} is overdue, and a bulk call is allowed.");
                return false;
            }

            _waitedAt = _model.Events;
            Advance(_traits.MaxDelay + TimeSpan.FromMilliseconds(1));
            return true;
        }

        if (_disposals > 0 && _random.OnceIn(2))
        {
            Advance(_traits.DrainTimeout);
            return true;
        }

        if (_model.Waiting.FirstOrDefault(static call => call.Source is { IsCancellationRequested: false }) is { } leaving)
        {
            Cancel(leaving);
            return true;
        }

        return _store.ReleaseHanging() || DisposeAtLast();
    }

    private bool DisposeAtLast()
    {
        if (!_disposing)
        {
            Interleaver.Post(() => _ = DisposeAsync());
            return true;
        }

        if (_disposals > 0)
        {
            _model.Violate("Disposal does not end.");
        }

        return false;
    }
}
