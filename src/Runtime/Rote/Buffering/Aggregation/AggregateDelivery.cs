using System.Diagnostics.CodeAnalysis;

namespace Rote.Buffering;

/// <summary>The sealed aggregates that are not delivered yet, and their way to the store.</summary>
/// <param name="policy">How they are delivered.</param>
/// <param name="reporter">Told of every end.</param>
/// <param name="bulk">Stores aggregates.</param>
/// <param name="free">Told how many aggregates are not held any more.</param>
/// <remarks>
/// Thread-safe, but for <see cref="DeliverAsync"/>: one at a time. A chunk ends by being taken out of <see cref="_pending"/>.
/// </remarks>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "The source has neither timer nor link: nothing to free. A store that hangs may still ask its token.")]
internal sealed class AggregateDelivery<TGroup, TSeries>(
    AggregationPolicy policy,
    AggregationReporter<TSeries> reporter,
    Func<TGroup, Aggregate<TSeries>[], CancellationToken, ValueTask> bulk,
    Action<int> free)
    where TGroup : struct, IEquatable<TGroup>
    where TSeries : notnull
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Guards the chunks and the counts.</summary>
    private readonly Lock _gate = new();
    private readonly List<SealedAggregates<TGroup, TSeries>> _pending = [];
    private long _delivered;
    private long _lost;
    private int _lostAggregates;
    private int _inFlight;

    /// <summary>Cancelled when disposal gives up on what is held.</summary>
    public CancellationToken Abandoned => _cancellation.Token;

    /// <summary>Bulk calls on their way: one at most.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public int LostAggregates
    {
        get
        {
            lock (_gate)
            {
                return _lostAggregates;
            }
        }
    }

    public AggregationStatistics Count(int openBuckets, long openSamples)
    {
        lock (_gate)
        {
            return new AggregationStatistics(
                openBuckets,
                _pending.Sum(static chunk => chunk.Items.Count),
                openSamples,
                _pending.Sum(static chunk => chunk.Samples),
                _delivered,
                _lost);
        }
    }

    public void Take(IEnumerable<SealedAggregates<TGroup, TSeries>> chunks)
    {
        lock (_gate)
        {
            _pending.AddRange(chunks);
        }
    }

    /// <summary>Cancels the bulk call, and gives up on everything.</summary>
    public void Abandon()
    {
        _ = _cancellation.CancelAsync();
        SealedAggregates<TGroup, TSeries>[] left;
        lock (_gate)
        {
            left = [.. _pending];
        }

        foreach (SealedAggregates<TGroup, TSeries> chunk in left)
        {
            End(chunk, isDelivered: false, null);
        }
    }

    /// <summary>One attempt for each chunk; to make room, only for those that have not failed: others wait for a tick.</summary>
    public async Task<(bool Freed, Exception? Failure)> DeliverAsync(PumpKind kind)
    {
        SealedAggregates<TGroup, TSeries>[] chunks;
        lock (_gate)
        {
            chunks = [.. _pending.Where(chunk => kind != PumpKind.Room || chunk.Failures == 0)];
        }

        bool freed = false;
        Exception? failure = null;
        foreach (SealedAggregates<TGroup, TSeries> chunk in chunks)
        {
            Exception? error = await TryDeliverAsync(chunk).ConfigureAwait(false);
            failure ??= error;
            if (error is null)
            {
                freed |= End(chunk, isDelivered: true, null);
            }
            else if (++chunk.Failures >= policy.MaxAttempts || kind == PumpKind.Final)
            {
                freed |= End(chunk, isDelivered: false, error);
            }
            else
            {
                reporter.NotDelivered(error, chunk.Items.Count, chunk.Failures);
            }
        }

        return (freed, failure);
    }

    private async ValueTask<Exception?> TryDeliverAsync(SealedAggregates<TGroup, TSeries> chunk)
    {
        try
        {
            _cancellation.Token.ThrowIfCancellationRequested();
            reporter.Calling(chunk.Items.Count);

            Volatile.Write(ref _inFlight, 1);

            // A copy: it is the store's, which may change it.
            await bulk(chunk.Group, [.. chunk.Items], _cancellation.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
        finally
        {
            Volatile.Write(ref _inFlight, 0);
        }
    }

    /// <summary>Counts and reports the end of a chunk, unless disposal has given it up before.</summary>
    private bool End(SealedAggregates<TGroup, TSeries> chunk, bool isDelivered, Exception? error)
    {
        lock (_gate)
        {
            if (!_pending.Remove(chunk))
            {
                return false;
            }

            if (isDelivered)
            {
                _delivered += chunk.Samples;
            }
            else
            {
                _lost += chunk.Samples;
                _lostAggregates += chunk.Items.Count;
            }
        }

        if (isDelivered)
        {
            reporter.Delivered(chunk.Samples);
        }
        else
        {
            reporter.Lost(chunk.Items, chunk.Samples, error);
        }

        free(chunk.Items.Count);
        return true;
    }
}
