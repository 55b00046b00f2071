using Polly.CircuitBreaker;

namespace Rote.Resilience;

/// <summary>
/// Refuses calls while too many of the last ones have failed, and after a while lets one through to see whether that is over
/// (the circuit breaker of Nygard, Release It!, 2007).
/// </summary>
/// <remarks>
/// <para>
/// Polly's own counts each call that has not failed as a success: who left, or was refused by a limit behind it, would vouch
/// for a store that nobody has heard of, and close the breaker.
/// </para>
/// <para>Thread-safe; one lock, under which no other is taken. Constant time. Nothing is allocated.</para>
/// </remarks>
internal sealed class Breaker
{
    // The window slides by tenths: calls are forgotten a tenth at a time.
    private const int Slices = 10;

    private readonly Lock _gate = new();
    private readonly (long Number, long Calls, long Failures)[] _slices = new (long, long, long)[Slices];
    private readonly int _minCalls;
    private readonly double _failureRatio;
    private readonly long _sliceTicks;
    private readonly TimeSpan _breakDuration;
    private readonly TimeProvider _time;
    private readonly long _made;
    private CircuitState _state = CircuitState.Closed;
    private TimeSpan _now;
    private TimeSpan _refusesUntil;
    private int _era;

    public Breaker(ResilienceSettings settings, TimeProvider time)
    {
        Operation = settings.Operation;
        _minCalls = settings.BreakAfter;
        _failureRatio = settings.FailureRatio;
        _sliceTicks = settings.BreakWindow.Ticks / Slices;
        _breakDuration = settings.BreakDuration;
        _time = time;
        _made = time.GetTimestamp();
    }

    /// <summary>The operation whose calls it looks at.</summary>
    public string Operation { get; }

    /// <summary>Closed, half open while the store is tried, or open.</summary>
    public CircuitState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Lets a call through, or refuses it.</summary>
    /// <param name="era">What <see cref="Exit"/> has to be told: how a call ends says nothing of later eras.</param>
    /// <param name="refusedFor">Where it is refused: time after which it may not be.</param>
    public bool TryEnter(out int era, out TimeSpan refusedFor)
    {
        lock (_gate)
        {
            refusedFor = TimeSpan.Zero;
            if (_state != CircuitState.Closed)
            {
                TimeSpan now = NowUnderLock();
                if (now < _refusesUntil)
                {
                    era = 0;
                    refusedFor = _refusesUntil - now;
                    return false;
                }

                // One call at a time, but not for ever: it may hang.
                BeginUnderLock(CircuitState.HalfOpen, now + _breakDuration);
            }

            era = _era;
            return true;
        }
    }

    /// <summary>A call that was let through has ended.</summary>
    /// <param name="era">Of its <see cref="TryEnter"/>.</param>
    /// <param name="verdict">What it says of the store.</param>
    /// <returns>Whether the breaker has opened.</returns>
    public bool Exit(int era, BreakerVerdict verdict)
    {
        lock (_gate)
        {
            if (era != _era)
            {
                return false;
            }

            TimeSpan now = NowUnderLock();
            if (_state == CircuitState.HalfOpen)
            {
                return TriedUnderLock(verdict, now);
            }

            if (verdict == BreakerVerdict.Nothing || !IsTooMuchUnderLock(verdict == BreakerVerdict.Failure, now))
            {
                return false;
            }

            BeginUnderLock(CircuitState.Open, now + _breakDuration);
            return true;
        }
    }

    private bool TriedUnderLock(BreakerVerdict verdict, TimeSpan now)
    {
        switch (verdict)
        {
            case BreakerVerdict.Success:
                Array.Clear(_slices);
                BeginUnderLock(CircuitState.Closed, now);
                return false;
            case BreakerVerdict.Failure:
                BeginUnderLock(CircuitState.Open, now + _breakDuration);
                return true;
            default:
                // Nothing was learnt: the next call tries.
                _refusesUntil = now;
                return false;
        }
    }

    private void BeginUnderLock(CircuitState state, TimeSpan refusesUntil)
    {
        _state = state;
        _refusesUntil = refusesUntil;
        _era++;
    }

    private bool IsTooMuchUnderLock(bool hasFailed, TimeSpan now)
    {
        long number = now.Ticks / _sliceTicks;
        ref (long Number, long Calls, long Failures) slice = ref _slices[number % Slices];
        if (slice.Number != number)
        {
            slice = (number, 0, 0);
        }

        slice.Calls++;
        if (!hasFailed)
        {
            return false;
        }

        slice.Failures++;
        long calls = 0;
        long failures = 0;
        foreach ((long Number, long Calls, long Failures) one in _slices)
        {
            if (one.Number > number - Slices)
            {
                calls += one.Calls;
                failures += one.Failures;
            }
        }

        return calls >= _minCalls && failures >= calls * _failureRatio;
    }

    // A clock that goes back stands still for so long.
    private TimeSpan NowUnderLock()
    {
        TimeSpan now = _time.GetElapsedTime(_made);
        return _now = now > _now ? now : _now;
    }
}
