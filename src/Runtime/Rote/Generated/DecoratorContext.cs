using System.ComponentModel;
using System.Security.Cryptography;
using Rote.Batching;
using Rote.Buffering;
using Rote.Caching;
using Rote.Monitoring;

namespace Rote.Generated;

/// <summary>What one generated decorator owns: its cache regions, batchers and monitors.</summary>
/// <remarks>
/// Regions, batchers and monitors are made while the decorator is constructed, by one thread; everything else is thread-safe.
/// Disposal is idempotent.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class DecoratorContext : IAsyncDisposable, IDisposable
{
    private readonly string _service;
    private readonly RoteOptions _options;
    private readonly TagTable _tags = new();
    private readonly List<IOwnedRegion> _regions = [];
    private readonly List<IBatcher> _batchers = [];
    private readonly List<IBuffer> _buffers = [];
    private readonly List<IWriteBehindBuffer> _writeBehind = [];
    private readonly CacheServices _caches;
    private Task? _disposal;

    /// <summary>Makes the context of a decorator.</summary>
    /// <param name="service">
    /// Name of the decorated interface, with its type arguments: entries of one name meet in second levels.
    /// </param>
    /// <param name="options">Surroundings; <see langword="null"/>: the defaults. Copied.</param>
    /// <exception cref="ArgumentException">A name or an option makes no sense.</exception>
    public DecoratorContext(string service, RoteOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        _service = service;
        _options = (options ?? new RoteOptions()).Snapshot();
        int seed = _options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        _caches = new CacheServices(service, _options, _tags, new Jitter(seed));
    }

    /// <summary>The cache regions.</summary>
    public IReadOnlyList<ICacheRegion> Caches => _regions;

    /// <summary>The write-behind buffers.</summary>
    public IReadOnlyList<IWriteBehindBuffer> Buffers => _writeBehind;

    internal TagTable Tags => _tags;

    /// <summary>Makes a cache region.</summary>
    /// <typeparam name="TKey">The key, compared by value.</typeparam>
    /// <typeparam name="TValue">The value.</typeparam>
    /// <param name="policy">How entries are kept.</param>
    /// <param name="functions">What the region asks about its keys and values; <see langword="null"/>: nothing.</param>
    /// <returns>The region.</returns>
    /// <exception cref="ArgumentException">The policy makes no sense.</exception>
    public CacheRegion<TKey, TValue> Cache<TKey, TValue>(CachePolicy policy, CacheFunctions<TKey, TValue>? functions = null)
        where TKey : struct, IEquatable<TKey>
    {
        ArgumentNullException.ThrowIfNull(policy);
        var region = new CacheRegion<TKey, TValue>(policy.With(_options), functions, _caches);
        _regions.Add(region);
        return region;
    }

    /// <summary>Makes a batcher of calls that return a result.</summary>
    /// <typeparam name="TGroup">What the calls of a batch have in common.</typeparam>
    /// <typeparam name="TItem">What tells them apart.</typeparam>
    /// <typeparam name="TResult">What each gets.</typeparam>
    /// <param name="policy">How calls are coalesced.</param>
    /// <param name="bulk">Sends a batch; returns one result for each item, in their order.</param>
    /// <returns>The batcher.</returns>
    /// <exception cref="ArgumentException">The policy makes no sense.</exception>
    public Batcher<TGroup, TItem, TResult> Batch<TGroup, TItem, TResult>(
        BatchPolicy policy, Func<TGroup, TItem[], CancellationToken, ValueTask<IReadOnlyList<TResult>>> bulk)
        where TGroup : struct, IEquatable<TGroup>
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bulk);
        policy = policy.With(_options);
        var batcher = new Batcher<TGroup, TItem, TResult>(
            policy, _options, new ListBulkCaller<TGroup, TItem, TResult>(policy, bulk));
        Own(batcher);
        return batcher;
    }

    /// <summary>Makes a batcher of calls that return a result, over a bulk method that can fail for single items.</summary>
    /// <typeparam name="TGroup">What the calls of a batch have in common.</typeparam>
    /// <typeparam name="TItem">What tells them apart.</typeparam>
    /// <typeparam name="TResult">What each gets.</typeparam>
    /// <param name="policy">How calls are coalesced.</param>
    /// <param name="bulk">Sends a batch; returns a result or a failure for each item, in their order.</param>
    /// <returns>The batcher.</returns>
    /// <exception cref="ArgumentException">The policy makes no sense.</exception>
    public Batcher<TGroup, TItem, TResult> BatchOutcomes<TGroup, TItem, TResult>(
        BatchPolicy policy, Func<TGroup, TItem[], CancellationToken, ValueTask<IReadOnlyList<BatchResult<TResult>>>> bulk)
        where TGroup : struct, IEquatable<TGroup>
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bulk);
        policy = policy.With(_options);
        var batcher = new Batcher<TGroup, TItem, TResult>(
            policy, _options, new OutcomeBulkCaller<TGroup, TItem, TResult>(policy, bulk));
        Own(batcher);
        return batcher;
    }

    /// <summary>Makes a batcher of calls that return nothing.</summary>
    /// <typeparam name="TGroup">What the calls of a batch have in common.</typeparam>
    /// <typeparam name="TItem">What tells them apart.</typeparam>
    /// <param name="policy">How calls are coalesced.</param>
    /// <param name="bulk">Sends a batch.</param>
    /// <returns>The batcher.</returns>
    /// <exception cref="ArgumentException">The policy makes no sense.</exception>
    public WriteBatcher<TGroup, TItem> BatchWrites<TGroup, TItem>(
        BatchPolicy policy, Func<TGroup, TItem[], CancellationToken, ValueTask> bulk)
        where TGroup : struct, IEquatable<TGroup>
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bulk);
        var batcher = new WriteBatcher<TGroup, TItem>(policy.With(_options), _options, bulk);
        Own(batcher);
        return batcher;
    }

    /// <summary>Makes a buffer of writes.</summary>
    /// <typeparam name="TPartition">What the writes of a bulk call have in common.</typeparam>
    /// <typeparam name="TItem">What tells them apart.</typeparam>
    /// <param name="policy">How they are buffered, before the changes of <see cref="RoteOptions.WriteBehind"/>.</param>
    /// <param name="bulk">Sends a commit.</param>
    /// <param name="functions">What the buffer asks the decorator; <see langword="null"/>: nothing.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="ArgumentException">The policy makes no sense.</exception>
    public WriteBehindBuffer<TPartition, TItem> WriteBehind<TPartition, TItem>(
        WriteBehindPolicy policy,
        Func<TPartition, TItem[], CancellationToken, ValueTask> bulk,
        WriteBehindFunctions<TPartition, TItem>? functions = null)
        where TPartition : struct, IEquatable<TPartition>
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bulk);
        var buffer = new WriteBehindBuffer<TPartition, TItem>(
            policy, _options, bulk, functions ?? new(), _options.LoggerFactory?.CreateLogger(_service));
        Own(buffer, DepthInstruments.WriteBehind);
        _writeBehind.Add(buffer);
        return buffer;
    }

    /// <summary>Makes the monitor of an operation.</summary>
    /// <param name="policy">How it is measured.</param>
    /// <returns>The monitor.</returns>
    /// <exception cref="ArgumentException">The policy makes no sense.</exception>
    public OperationMonitor Monitor(MonitorPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new OperationMonitor(policy, _options.TimeProvider, _options.LoggerFactory?.CreateLogger(_service));
    }

    /// <summary>Drops the entries that carry a tag. Constant time.</summary>
    /// <param name="tag">The tag; one without a scope drops the text's entries in every scope.</param>
    /// <exception cref="ArgumentException">The tag is the default value.</exception>
    public void Invalidate(CacheTag tag)
    {
        // Levels first: a load that begins in between must not find there what is dropped here.
        foreach (LevelGate gate in _caches.Gates)
        {
            gate.RemoveTag(tag);
        }

        _tags.Invalidate(tag);
    }

    /// <summary>Drops the entries of every region.</summary>
    public void InvalidateAll()
    {
        foreach (ICacheRegion region in _regions)
        {
            region.InvalidateAll();
        }
    }

    /// <summary>
    /// Refuses new batched calls, delivers the pending ones and what was invalidated in second levels within
    /// <see cref="RoteOptions.DrainTimeout"/> and drops the cache.
    /// The application's own cache is left alone.
    /// </summary>
    /// <returns>Completes when everything is delivered; every call gets the same outcome.</returns>
    /// <exception cref="RoteDrainException">Items were not delivered in time; their callers get one too.</exception>
    public ValueTask DisposeAsync()
    {
        _closed = true;
        var disposal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? earlier = Interlocked.CompareExchange(ref _disposal, disposal.Task, null);
        return earlier is null ? DrainAsync(disposal) : new ValueTask(earlier);
    }

    /// <summary>
    /// Refuses new batched calls, sends the pending ones and second levels' removals without waiting for them, and drops the
    /// cache. Prefer
    /// <see cref="DisposeAsync"/>, which waits.
    /// </summary>
    public void Dispose()
    {
        _closed = true;
        foreach (IBatcher batcher in _batchers)
        {
            batcher.Close();
        }

        foreach (IBuffer buffer in _buffers)
        {
            buffer.Close();
        }

        CloseCaches();
    }

    private async ValueTask DrainAsync(TaskCompletionSource disposal)
    {
        try
        {
            await DrainAsync().ConfigureAwait(false);
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

    private async Task DrainAsync()
    {
        // Every batcher is closed and dispatching before the first one is waited for: they share one deadline. So do the levels,
        // which come after them, because a batch that is delivered may invalidate.
        long begun = _options.TimeProvider.GetTimestamp();
        Task<int>[] drains =
        [
            .. _batchers.Select(batcher => batcher.DrainAsync(_options.DrainTimeout)),
            .. _buffers.Select(buffer => buffer.DrainAsync(_options.DrainTimeout)),
        ];

        int lost = 0;
        foreach (Task<int> drain in drains)
        {
            lost += await drain.ConfigureAwait(false);
        }

        TimeSpan left = LeftOf(_options.DrainTimeout, begun);
        await Task.WhenAll(_caches.Gates.Select(gate => gate.DrainAsync(left).AsTask())).ConfigureAwait(false);
        CloseCaches();
        if (lost > 0)
        {
            throw RoteDrainException.For(_service, lost, _options.DrainTimeout);
        }
    }

    private TimeSpan LeftOf(TimeSpan timeout, long begun)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            return timeout;
        }

        TimeSpan left = timeout - _options.TimeProvider.GetElapsedTime(begun);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void CloseCaches()
    {
        foreach (IOwnedRegion region in _regions)
        {
            region.Close();
        }

        _caches.Dispose();
    }
}
