using Microsoft.Extensions.Logging;

namespace Rote.Caching;

/// <summary>
/// Whether a level is worth asking. After several failures in a row it rests; then one call at a time tries it again, so that
/// a dead level does not cost a timeout at every miss. Thread-safe; no other lock is taken inside its own. Throws nothing: a log
/// that does costs its line.
/// </summary>
internal sealed class LevelHealth(string level, string service, TimeProvider time, ILogger? logger)
{
    /// <summary>Failures in a row after which the level rests.</summary>
    public const int FailuresToRest = 5;

    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>At most one failure is logged in this time.</summary>
    public static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private int _failures;
    private long _restsSince;
    private long _loggedAt;
    private bool _logged;
    private long _suppressed;

    /// <summary>Whether to call. A yes after a rest starts the next one: who got it is the only one to try.</summary>
    public bool MayCall()
    {
        if (Volatile.Read(ref _failures) < FailuresToRest)
        {
            return true;
        }

        lock (_gate)
        {
            if (_failures < FailuresToRest)
            {
                return true;
            }

            if (time.GetElapsedTime(_restsSince) < Rest)
            {
                return false;
            }

            _restsSince = time.GetTimestamp();
            return true;
        }
    }

    public void Succeeded()
    {
        if (Volatile.Read(ref _failures) == 0)
        {
            return;
        }

        lock (_gate)
        {
            _failures = 0;
        }
    }

    public void Failed(string operation, Exception error)
    {
        lock (_gate)
        {
            _failures = Math.Min(_failures + 1, FailuresToRest);
            if (_failures == FailuresToRest)
            {
                _restsSince = time.GetTimestamp();
            }
        }

        Log(operation, error);
    }

    /// <summary>Logs a failure that is not the level's own.</summary>
    public void Log(string operation, Exception error)
    {
        if (logger is null)
        {
            return;
        }

        long suppressed;
        lock (_gate)
        {
            if (_logged && time.GetElapsedTime(_loggedAt) < LogInterval)
            {
                _suppressed++;
                return;
            }

            _logged = true;
            _loggedAt = time.GetTimestamp();
            suppressed = _suppressed;
            _suppressed = 0;
        }

        Write(logger => LevelLog.Failed(logger, error, level, service, operation, suppressed), 1 + suppressed);
    }

    public void LogOverflow(int count) => Write(logger => LevelLog.Overflowed(logger, level, service, count), failures: 0);

    public void LogUndelivered(int count) => Write(logger => LevelLog.Undelivered(logger, level, service, count), failures: 0);

    /// <summary>
    /// Writes a line. Where it cannot be written, the next one tells of the <paramref name="failures"/> it was about.
    /// </summary>
    private void Write(Action<ILogger> line, long failures)
    {
        if (logger is null)
        {
            return;
        }

        try
        {
            line(logger);
        }
        catch (Exception)
        {
            // The application's log fails. There is nowhere to say so, and callers, removals and loads must go on without it.
            lock (_gate)
            {
                _suppressed += failures;
            }
        }
    }
}
