using System.Security.Cryptography;
using Rote.Files;

namespace Rote.Caching;

/// <summary>
/// A second level in one file of this machine: values survive restarts. Meant for what is dear to compute and small to keep,
/// such as embeddings.
/// </summary>
/// <remarks>
/// <para>
/// Thread-safe. One process at a time has the file; others get a <see cref="DiskCacheException"/> with each call and try again
/// after <see cref="DiskCacheOptions.RetryDelay"/>. The file is opened by the first call, in time proportional to its records.
/// </para>
/// <para>
/// A read costs one look-up in memory and one read of the file, on the caller's thread; it allocates the record. Every read
/// checks the
/// record's checksum: damage is a miss. A write is appended, together with those that wait at the same time. When the file is
/// full it is written anew with the newest values; writes wait for that, reads do not.
/// </para>
/// <para>
/// A killed process loses no value whose <see cref="SetAsync"/> had completed. A loss of power may lose values that were set
/// shortly before; see <see cref="DiskCacheFlush"/>. A value whose <see cref="RemoveAsync"/> has completed never comes back.
/// </para>
/// </remarks>
public sealed class DiskCacheLevel : ICacheLevel, IAsyncDisposable
{
    private const long MaxBatchBytes = 1024 * 1024;
    private const int MaxBatchRequests = 256;
    private readonly DiskCacheOptions _options;
    private readonly long _maxRecordBytes;
    private readonly DiskCacheOpening _opening;
    private readonly WriteQueue _queue;
    private Task? _disposal;

    /// <summary>Makes a level; the file is not touched before it is used.</summary>
    /// <param name="options">File, bounds and durability; copied.</param>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public DiskCacheLevel(DiskCacheOptions options)
        : this(options, PhysicalFileSystem.Instance, RandomNumberGenerator.Fill)
    {
    }

    internal DiskCacheLevel(DiskCacheOptions options, IFileSystem files, Action<Span<byte>> fillRandom)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfBigEndian(BitConverter.IsLittleEndian);
        _options = options.Snapshot();
        _maxRecordBytes = Math.Min(DiskCacheWriter.QuarterOf(_options), Array.MaxLength / 2);
        _opening = new DiskCacheOpening(_options, new DiskCacheOpener(files, _options, fillRandom).Open);
        _queue = new WriteQueue(
            batch => _opening.Store!.Write(batch),
            Math.Min(MaxBatchBytes, DiskCacheWriter.QuarterOf(_options)),
            Math.Clamp(_options.MaxEntries / 4, 1, MaxBatchRequests));
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <summary>What it holds now; all zero before the first use and after disposal.</summary>
    public DiskCacheStatistics Statistics => _opening.Store?.Statistics ?? default;

    /// <inheritdoc/>
    /// <exception cref="DiskCacheException">The file cannot be opened or read.</exception>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _opening.Store is { } store
            ? new ValueTask<ReadOnlyMemory<byte>?>(store.Read(key))
            : OpenAndGetAsync(key, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="DiskCacheException">The file cannot be opened or read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        for (int i = 0; i < keys.Count; i++)
        {
            ArgumentException.ThrowIfNullOrEmpty(keys[i], nameof(keys));
        }

        DiskCacheStore store = _opening.Store ?? await _opening.OpenAsync(cancellationToken).ConfigureAwait(false);
        return store.ReadMany(keys);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or key and value are too long for the
    /// file.</exception>
    /// <exception cref="DiskCacheException">The file cannot be opened or written. An older value may still be there.</exception>
    public async ValueTask SetAsync(
        string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        int keyBytes = RecordFormat.BytesOf(key).Length;
        long recordBytes = RecordFormat.RecordBytes(keyBytes, value.Length);
        if (recordBytes > _maxRecordBytes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value),
                recordBytes,
                $"The record of a value of {value.Length} bytes is longer than a quarter of the disk cache '{_options.Path}', "
                + $"{_maxRecordBytes} bytes. Raise DiskCacheOptions.MaxBytes.");
        }

        DiskCacheStore store = _opening.Store ?? await _opening.OpenAsync(cancellationToken).ConfigureAwait(false);
        long now = store.Now();
        var request = new WriteRequest
        {
            Key = key,
            Value = value,
            Header = new RecordHeader(
                RecordKind.Value, keyBytes, value.Length, store.HashOf(key), now, ExpiryAfter(now, lifetime)),
        };
        await _queue.WriteAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="DiskCacheException">
    /// The file cannot be opened, or the removal cannot be made durable: the value is a miss while this level is open, and may
    /// come back when the file is opened again.
    /// </exception>
    public async ValueTask RemoveAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        DiskCacheStore store = _opening.Store ?? await _opening.OpenAsync(cancellationToken).ConfigureAwait(false);
        var request = new WriteRequest
        {
            Key = key,
            Header = new RecordHeader(RecordKind.Tombstone, 0, 0, store.HashOf(key), store.Now(), 0),
        };
        await _queue.WriteAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes the writes that wait, makes them durable and gives the file free. Later calls fail.</summary>
    /// <returns>Completes when the file is free; every call gets the same outcome.</returns>
    /// <exception cref="DiskCacheException">The last writes could not be made durable; the file is free nevertheless.</exception>
    public ValueTask DisposeAsync()
    {
        var disposal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? earlier = Interlocked.CompareExchange(ref _disposal, disposal.Task, null);
        return new ValueTask(earlier ?? CloseAsync(disposal));
    }

    /// <summary>The file's integers are little-endian, and keys are written as they lie in memory.</summary>
    internal static void ThrowIfBigEndian(bool isLittleEndian)
    {
        if (!isLittleEndian)
        {
            throw new PlatformNotSupportedException("DiskCacheLevel needs a little-endian machine. Use another second level.");
        }
    }

    private static long ExpiryAfter(long now, TimeSpan lifetime)
    {
        long milliseconds = (long)Math.Ceiling(lifetime.TotalMilliseconds);
        return milliseconds > long.MaxValue - now ? long.MaxValue : now + milliseconds;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> OpenAndGetAsync(string key, CancellationToken cancellationToken)
    {
        DiskCacheStore store = await _opening.OpenAsync(cancellationToken).ConfigureAwait(false);
        return store.Read(key);
    }

    private async Task CloseAsync(TaskCompletionSource disposal)
    {
        try
        {
            await CloseAsync().ConfigureAwait(false);
            disposal.TrySetResult();
        }
        catch (Exception error)
        {
            disposal.TrySetException(error);

            // Looked at: whether a second caller comes to see it too is up to the application.
            _ = disposal.Task.Exception;
            throw;
        }
    }

    private async Task CloseAsync()
    {
        await _queue.CloseAsync().ConfigureAwait(false);
        using DiskCacheStore? store = await _opening.CloseAsync().ConfigureAwait(false);
        store?.Flush();
    }
}
