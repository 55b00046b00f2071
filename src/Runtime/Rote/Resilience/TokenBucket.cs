using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Rote.Resilience;

/// <summary>
/// So many permits per second, as many at once after a pause; who comes too early waits in line. The framework's own bucket reads
/// the system's clock; this one reads the one that it is given.
/// </summary>
/// <remarks>
/// Thread-safe; one lock, under which no other is taken. Constant time. Disposal refuses those who wait.
/// </remarks>
internal sealed class TokenBucket : RateLimiter
{
    private static readonly Lease Granted = new(isAcquired: true, retryAfter: null);

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _line = [];
    private readonly TimeProvider _time;
    private readonly double _perSecond;
    private readonly int _maxWaiting;
    private readonly ITimer _timer;
    private double _tokens;
    private long _refilled;
    private long _granted;
    private long _refused;
    private bool _isDisposed;

    public TokenBucket(int perSecond, int maxWaiting, TimeProvider time)
    {
        _perSecond = perSecond;
        _maxWaiting = maxWaiting;
        _time = time;
        _tokens = perSecond;
        _refilled = time.GetTimestamp();
        _timer = time.CreateTimer(
            static bucket => ((TokenBucket)bucket!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics GetStatistics()
    {
        lock (_gate)
        {
            RefillUnderLock();
            return new RateLimiterStatistics
            {
                CurrentAvailablePermits = (long)_tokens,
                CurrentQueuedCount = _line.Count,
                TotalSuccessfulLeases = _granted,
                TotalFailedLeases = _refused,
            };
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        CheckOne(permitCount);
        lock (_gate)
        {
            return TryTakeUnderLock() ? Granted : RefuseUnderLock();
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        CheckOne(permitCount);
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (_gate)
        {
            if (TryTakeUnderLock())
            {
                return new ValueTask<RateLimitLease>(Granted);
            }

            if (_line.Count >= _maxWaiting)
            {
                return new ValueTask<RateLimitLease>(RefuseUnderLock());
            }

            waiter = new Waiter(this);
            _line.AddLast(waiter.Place);
            if (_line.Count == 1)
            {
                ArmUnderLock();
            }
        }

        return new ValueTask<RateLimitLease>(waiter.WaitAsync(cancellationToken));
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _isDisposed = true;
            while (_line.First is { } next)
            {
                _line.RemoveFirst();
                next.Value.Answer.TrySetResult(RefuseUnderLock());
            }
        }

        _timer.Dispose();
        base.Dispose(disposing);
    }

    private static void CheckOne(int permitCount)
        => ArgumentOutOfRangeException.ThrowIfNotEqual(permitCount, 1);

    private bool TryTakeUnderLock()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        RefillUnderLock();
        if (_line.Count > 0 || _tokens < 1)
        {
            return false;
        }

        _tokens--;
        _granted++;
        return true;
    }

    private Lease RefuseUnderLock()
    {
        _refused++;
        return new Lease(isAcquired: false, DelayUnderLock(_line.Count + 1));
    }

    private void RefillUnderLock()
    {
        // In the clock's own ticks: a time span would drop what is below 100 nanoseconds, each time that anybody asks. A clock
        // that goes back takes nothing away.
        long now = _time.GetTimestamp();
        double seconds = Math.Max(0, now - _refilled) / (double)_time.TimestampFrequency;
        _tokens = Math.Min(_perSecond, _tokens + (seconds * _perSecond));
        _refilled = now;
    }

    private TimeSpan DelayUnderLock(int tokens) => TimeSpan.FromSeconds(Math.Max(0, (tokens - _tokens) / _perSecond));

    // Rounded up to what timers count, so that a timer that fires on time finds its token, and one that is early does not spin.
    private void ArmUnderLock()
        => _timer.Change(
            TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(DelayUnderLock(1).TotalMilliseconds))), Timeout.InfiniteTimeSpan);

    private void Serve()
    {
        lock (_gate)
        {
            RefillUnderLock();
            while (_line.First is { } next && _tokens >= 1)
            {
                _tokens--;
                _granted++;
                _line.RemoveFirst();

                // Continuations run elsewhere: nothing of a caller runs under the lock.
                next.Value.Answer.TrySetResult(Granted);
            }

            if (_line.Count > 0)
            {
                ArmUnderLock();
            }
        }
    }

    private void Leave(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (waiter.Place.List is not null)
            {
                _line.Remove(waiter.Place);
                waiter.Answer.TrySetCanceled(cancellationToken);
            }
        }
    }

    private sealed class Waiter
    {
        private readonly TokenBucket _bucket;

        public Waiter(TokenBucket bucket)
        {
            _bucket = bucket;
            Place = new LinkedListNode<Waiter>(this);
        }

        public LinkedListNode<Waiter> Place { get; }

        public TaskCompletionSource<RateLimitLease> Answer { get; }
            = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<RateLimitLease> WaitAsync(CancellationToken cancellationToken)
        {
            using CancellationTokenRegistration leaving = cancellationToken.UnsafeRegister(
                static (waiter, token) => ((Waiter)waiter!)._bucket.Leave((Waiter)waiter!, token), this);
            return await Answer.Task.ConfigureAwait(false);
        }
    }

    private sealed class Lease(bool isAcquired, TimeSpan? retryAfter) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
