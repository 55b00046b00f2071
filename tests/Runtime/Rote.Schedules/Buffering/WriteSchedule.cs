using Rote.Buffering;
using Rote.Generated;
using Rote.Testing;
using Rote.Testing.Scheduling;

namespace Rote.Schedules.Buffering;

/// <summary>
/// One schedule over one write-behind buffer: a few programs of writes, cancellations, flushes, time and disposal, drawn from a
/// seed, over a store that fails, is slow, hangs and cancels.
/// </summary>
internal sealed class WriteSchedule : ISchedule
{
    private const int MostClockMoves = 40;
    private const int MovesBeforeDisposal = 3;

    /// <summary>Enough for every delay and retry of a store that answers.</summary>
    private const int MovesBeforeEverythingIsOver = 25;

    private static readonly int[] StepsOfTime = [1, 5, 11];

    private readonly ulong _seed;
    private readonly SeededRandom _random;
    private readonly WriteTraits _traits;
    private readonly ManualTimeProvider _time = new();
    private readonly WriteModel _model;
    private readonly FaultyStore _store;
    private readonly DecoratorContext _context;
    private readonly WriteBehindBuffer<int, int> _buffer;
    private int _clockMoves;
    private bool _disposed;

    public WriteSchedule(ulong seed)
    {
        _seed = seed;
        _random = new SeededRandom(~seed);
        _traits = new WriteTraits(_random);
        _model = new WriteModel(_traits);
        _store = new FaultyStore(_model, _traits, _random);
        var options = new RoteOptions
        {
            TimeProvider = _time,
            Seed = 1,
            DrainTimeout = TimeSpan.FromSeconds(WriteTraits.DrainSeconds),
            DeadLetters = _traits.HasDeadLetters ? _store.TakeAsync : null,
        };
        options.WriteBehind["Store"] = new WriteBehindOptions
        {
            MaxAttempts = _traits.Retries ? 3 : 1,
            ShouldRetry = static error => error is InvalidOperationException,
            RetryDelay = TimeSpan.FromSeconds(2),
        };
        _context = new DecoratorContext("ITest", options);
        _buffer = _context.WriteBehind<int, int>(
            _traits.Policy,
            _store.WriteAsync,
            new WriteBehindFunctions<int, int> { Arguments = static partition => [new("partition", partition)] });
        _store.Statistics = () => _buffer.Statistics;
    }

    /// <summary>Runs the schedule and holds it to the model.</summary>
    public ScheduleOutcome Run(Interleaver interleaver, bool tracing)
    {
        Action[] programs = [.. Enumerable.Repeat<Action>(RunProgram, _traits.Programs)];
        ScheduleOutcome outcome = interleaver.Run(_seed, programs, LetSomethingHappen, tracing);
        if (outcome.Failure is null && _model.Violation is null)
        {
            TakeReturned();
            if (!_disposed || _model.OpenFlushes > 0)
            {
                _model.Violate($"Disposal, or one of {_model.OpenFlushes} flushes, waits for ever.");
            }

            _model.CheckEnd(_buffer.Statistics, _time.ArmedTimers);
        }

        // What the model saw first explains a deadlock that follows from it.
        return outcome with { Failure = _model.Violation ?? outcome.Failure };
    }

    private bool IsOver
        => _model.OpenFlushes == 0 && _model.Writes.TrueForAll(static write => write.Ended) && _buffer.Statistics.Pending == 0;

    private static void Note(string text) => Interleaver.Note(text);

    private void RunProgram()
    {
        for (int i = 0; i < _traits.OperationsEach; i++)
        {
            Interleaver.Step("next operation");
            RunOperation(_traits.NextOperation(_random));
        }
    }

    private void RunOperation(WriteOperation operation)
    {
        switch (operation)
        {
            case WriteOperation.Add:
            case WriteOperation.AddUrgent:
                Add(operation == WriteOperation.AddUrgent);
                break;
            case WriteOperation.Cancel:
                CancelSomebody();
                break;
            case WriteOperation.Flush:
                _ = FlushAsync();
                break;
            case WriteOperation.Settle:
                _ = SettleAsync();
                break;
            case WriteOperation.OpenGate:
                _store.OpenSomeGate();
                break;
            case WriteOperation.AdvanceClock:
                Advance(StepsOfTime[_random.Next(StepsOfTime.Length)]);
                break;
            case WriteOperation.TakeReturned:
                TakeReturned();
                break;
            default:
                // Rarely, or nothing else would happen.
                if (_random.OnceIn(3))
                {
                    Dispose();
                }

                break;
        }
    }

    private void Advance(int seconds)
    {
        Note($"the clock moves by {seconds} s");
        _time.Advance(TimeSpan.FromSeconds(seconds));
    }

    private void Add(bool urgent)
    {
        CancellationTokenSource? caller = _random.OnceIn(_traits.CancelsOften ? 2 : 4) ? new CancellationTokenSource() : null;
        WriteRecord write = _model.Begin(_random.Next(_traits.Partitions), _random.OnceIn(_traits.PoisonOnceIn), caller);
        Note($"{write} begins");
        try
        {
            ValueTask call = _buffer.AddAsync(write.Partition, write.Number, urgent, caller?.Token ?? CancellationToken.None);
            write.Submitted = _model.NextMoment();
            _ = EndAsync(write, call);
        }
        catch (Exception error) when (error is ObjectDisposedException or RoteWriteBehindException)
        {
            write.Error = error;
            write.Ended = true;
        }
    }

    private async Task EndAsync(WriteRecord write, ValueTask call)
    {
        try
        {
            await call.ConfigureAwait(false);
            if (!_traits.IsAcknowledgedEarly && write.Stored == 0)
            {
                _model.Violate($"{write} is acknowledged before it is stored.");
            }
        }
        catch (Exception error)
        {
            write.Error = error;
        }

        write.Ended = true;
        Note($"{write} ended: {write.Error?.Message ?? "well"}");
    }

    private void CancelSomebody()
    {
        var callers = _model.Writes.Where(write => write is { Ended: false, Caller: not null }).ToList();
        if (callers.Count > 0)
        {
            WriteRecord write = callers[_random.Next(callers.Count)];
            Note($"the caller of {write} leaves");
            write.Caller!.Cancel();
        }
    }

    private async Task FlushAsync()
    {
        int began = _model.NextMoment();
        _model.OpenFlushes++;
        Exception? failure = null;
        try
        {
            await _buffer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
        }

        _model.OpenFlushes--;
        _model.EndFlush(began, failure);
    }

    private async Task SettleAsync()
    {
        _model.OpenFlushes++;
        await _buffer.SettleAsync(_random.Next(_traits.Partitions), CancellationToken.None).ConfigureAwait(false);
        _model.OpenFlushes--;
    }

    private void TakeReturned()
    {
        foreach (DeadLetter letter in _buffer.TakeReturned())
        {
            Note($"took {letter.Item} back: {letter.Reason}");
            _model.TakeBack(letter);
        }
    }

    private void Dispose()
    {
        if (_model.Disposing == int.MaxValue)
        {
            Note("disposal begins");
            _model.BeginDisposal();
            _ = DisposeAsync();
        }
    }

    private async Task DisposeAsync()
    {
        try
        {
            await _context.DisposeAsync().ConfigureAwait(false);
        }
        catch (RoteDrainException error)
        {
            Note(error.Message);
        }

        _disposed = true;
    }

    /// <summary>
    /// Nobody can go on: the store answers, then time goes by, then the application stops. Whoever waits after that waits for
    /// ever. What the store still holds is stored late.
    /// </summary>
    private bool LetSomethingHappen()
    {
        if (_store.OpenSomeGate())
        {
            return true;
        }

        if (_disposed)
        {
            return _store.ReleaseSomeHanging();
        }

        if (_clockMoves++ < MostClockMoves)
        {
            if (IsOver || _clockMoves > (_traits.NeverHangs ? MovesBeforeEverythingIsOver : MovesBeforeDisposal))
            {
                if (!IsOver && _traits.NeverHangs && _model.Disposing == int.MaxValue)
                {
                    _model.Violate($"Something waits although the store answers: {_buffer.Statistics}");
                }

                Dispose();
            }

            Advance(11);
            return true;
        }

        return false;
    }
}
