using Rote.Execution;

namespace Rote.Caching;

/// <summary>
/// Opens the store at its first use, once for all who ask at the same time, and again after a while where that failed.
/// </summary>
internal sealed class DiskCacheOpening(DiskCacheOptions options, Func<DiskCacheStore> open)
{
    private readonly Lock _gate = new();
    private readonly RetryBackoff _backoff = new(options);
    private Task<DiskCacheStore>? _opening;
    private DiskCacheStore? _store;
    private bool _isClosed;

    /// <summary>The open store, or <see langword="null"/>: not open yet, or not any more.</summary>
    public DiskCacheStore? Store => Volatile.Read(ref _store);

    /// <summary>Opens it, or waits for whom opens it.</summary>
    /// <exception cref="DiskCacheException">It cannot be opened, or could not a moment ago.</exception>
    public async ValueTask<DiskCacheStore> OpenAsync(CancellationToken cancellationToken)
        => await Start().WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>No store is opened any more.</summary>
    /// <returns>The open one, to be disposed of by the caller; <see langword="null"/> from the second call on.</returns>
    public async ValueTask<DiskCacheStore?> CloseAsync()
    {
        Task<DiskCacheStore>? opening;
        lock (_gate)
        {
            if (_isClosed)
            {
                return null;
            }

            _isClosed = true;
            opening = _opening;
        }

        if (opening is null)
        {
            return null;
        }

        // A failure to open has reached those who wanted to use it; there is nothing to close then.
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref _store, null);
        return opening.IsCompletedSuccessfully ? await opening.ConfigureAwait(false) : null;
    }

    private Task<DiskCacheStore> Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(DiskCacheLevel));
            if (_opening is { IsFaulted: false })
            {
                return _opening;
            }

            if (_backoff.TooEarly is { } last)
            {
                throw DiskCacheException.Again(last);
            }

            // It belongs to nobody: no caller's context goes with it.
            CleanContext.Run(static state => ((DiskCacheOpening)state!).StartUnderLock(), this);
            return _opening!;
        }
    }

    private void StartUnderLock() => _opening = Task.Run(Open);

    private DiskCacheStore Open()
    {
        try
        {
            DiskCacheStore store = open();
            lock (_gate)
            {
                _backoff.Succeeded();
                Volatile.Write(ref _store, store);
            }

            return store;
        }
        catch (DiskCacheException exception)
        {
            lock (_gate)
            {
                _backoff.Failed(exception);
            }

            throw;
        }
    }
}
