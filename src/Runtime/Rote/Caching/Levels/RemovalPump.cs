namespace Rote.Caching;

/// <summary>
/// Delivers removals in the background: one run at a time, several calls at once, again after a pause while the level fails.
/// </summary>
internal sealed class RemovalPump : IDisposable
{
    /// <summary>Calls of the level under way at once.</summary>
    private const int Parallelism = 32;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly RemovalTable _table;
    private readonly LevelCaller _caller;
    private readonly LevelCount _count;
    private readonly TimeProvider _time;
    private readonly Action<Action> _background;
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private TimeSpan _pause;
    private bool _running;
    private bool _again;
    private bool _pausing;
    private bool _closed;

    public RemovalPump(RemovalTable table, LevelCaller caller, LevelCount count, TimeProvider time, Action<Action> background)
    {
        _table = table;
        _caller = caller;
        _count = count;
        _time = time;
        _background = background;
    }

    /// <summary>Starts a run, unless there is one, or a pause, at whose end comes one.</summary>
    public void Kick()
    {
        lock (_gate)
        {
            _again = true;
            if (_running || _pausing || _closed)
            {
                return;
            }

            _running = true;
        }

        _background(() => _ = RunAsync());
    }

    /// <summary>Starts a run, without waiting for the end of a pause.</summary>
    public void KickNow()
    {
        lock (_gate)
        {
            _pausing = false;
        }

        Kick();
    }

    /// <summary>What waits is still sent, but nothing is tried again.</summary>
    public void Dispose()
    {
        ITimer? timer;
        lock (_gate)
        {
            _closed = true;
            (timer, _timer) = (_timer, null);
        }

        timer?.Dispose();
    }

    private static async ValueTask<bool> RemoveAsync(ICacheLevel level, string key, CancellationToken cancellationToken)
    {
        await level.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task RunAsync()
    {
        while (true)
        {
            lock (_gate)
            {
                _again = false;
            }

            List<RemovalAttempt> attempts = _table.Take(Parallelism);
            bool succeeded = true;
            if (attempts.Count > 0)
            {
                var calls = new Task<bool>[attempts.Count];
                for (int i = 0; i < calls.Length; i++)
                {
                    calls[i] = RemoveAsync(attempts[i]);
                }

                foreach (Task<bool> call in calls)
                {
                    succeeded &= await call.ConfigureAwait(false);
                }
            }

            if (!GoesOn(attempts.Count > 0, succeeded))
            {
                return;
            }
        }
    }

    private async Task<bool> RemoveAsync(RemovalAttempt attempt)
    {
        bool succeeded = false;
        try
        {
            (succeeded, _) = await _caller.CallAsync(
                "remove a key", attempt.Removal.Key, RemoveAsync, _count, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _table.End(attempt, succeeded);
        }

        if (succeeded)
        {
            _count.Remove();
        }

        return succeeded;
    }

    /// <summary>Ends the run when nothing is to do, or when the level failed; then another one comes after a pause.</summary>
    private bool GoesOn(bool worked, bool succeeded)
    {
        lock (_gate)
        {
            if (succeeded)
            {
                _pause = TimeSpan.Zero;
                bool more = worked || _again;
                _running = more;
                return more;
            }

            _running = false;
            if (!_closed)
            {
                TimeSpan doubled = _pause * 2;
                _pause = doubled < FirstPause ? FirstPause : doubled > LongestPause ? LongestPause : doubled;
                _pausing = true;
                _timer ??= _time.CreateTimer(
                    static pump => ((RemovalPump)pump!).KickNow(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _timer.Change(_pause, Timeout.InfiniteTimeSpan);
            }

            return false;
        }
    }
}
