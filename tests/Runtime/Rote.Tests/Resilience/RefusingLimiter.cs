using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Rote.Tests.Resilience;

/// <summary>An application's own limiter, which grants or refuses as the test says and counts what it is given back.</summary>
internal sealed class RefusingLimiter : RateLimiter
{
    private int _held;

    public bool Refuses { get; set; }

    /// <summary>Permits that are not given back.</summary>
    public int Held => Volatile.Read(ref _held);

    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        if (!Refuses)
        {
            Interlocked.Add(ref _held, permitCount);
        }

        return new Lease(this, !Refuses);
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
        => new(AttemptAcquireCore(permitCount));

    private sealed class Lease(RefusingLimiter limiter, bool isAcquired) : RateLimitLease
    {
        private bool _isDisposed;

        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = null;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (isAcquired && !_isDisposed)
            {
                _isDisposed = true;
                Interlocked.Decrement(ref limiter._held);
            }

            base.Dispose(disposing);
        }
    }
}
