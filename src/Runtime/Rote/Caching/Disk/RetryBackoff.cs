namespace Rote.Caching;

/// <summary>
/// When to try again what failed: after a delay that doubles with each failure, up to a limit. For one caller at a time.
/// </summary>
internal sealed class RetryBackoff(DiskCacheOptions options)
{
    private DiskCacheException? _last;
    private TimeSpan _delay;
    private long _failedAt;

    /// <summary>What it failed with last time, while it is too early to try again.</summary>
    public DiskCacheException? TooEarly
        => _last is not null && options.TimeProvider.GetElapsedTime(_failedAt) < _delay ? _last : null;

    public void Succeeded() => _last = null;

    public void Failed(DiskCacheException exception)
    {
        bool isAtLimit = _delay > options.MaxRetryDelay / 2;
        TimeSpan next = isAtLimit ? options.MaxRetryDelay : _delay * 2;
        _delay = _last is null ? options.RetryDelay : next;
        _last = exception;
        _failedAt = options.TimeProvider.GetTimestamp();
    }
}
