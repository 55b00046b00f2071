using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Rote.Execution;

namespace Rote.Caching;

/// <summary>
/// A load shared by its waiters. It runs in a clean context under its own token, which is cancelled when the last of them has
/// left before the end.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "The source has neither timer nor link: nothing to free. Disposal would race with callers that leave.")]
internal abstract class LoadOperation
{
    private static readonly AsyncLocal<Link?> Current = new();

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancellation = new();
    private Activity? _activity;
    private Link? _link;
    private int _waiters = 1;
    private bool _abandoned;
    private bool _ended;

    protected CancellationToken Token => _cancellation.Token;

    /// <summary>Whether the running code is part of this load: waiting for it would never end.</summary>
    public bool IsAncestorOfCaller
    {
        get
        {
            for (Link? link = Current.Value; link is not null; link = link.Parent)
            {
                if (ReferenceEquals(link.Load, this))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Adds a waiter. False: all others have left, the load is being cancelled and its result is lost.</summary>
    public bool TryJoin()
    {
        lock (_gate)
        {
            if (_abandoned)
            {
                return false;
            }

            _waiters++;
            return true;
        }
    }

    /// <summary>Takes a waiter away, once for each that began or joined the load.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_waiters > 0 || _ended)
            {
                return;
            }

            _abandoned = true;
        }

        OnAbandoned();

        // Not Cancel(): the load's cancellation callbacks are no business of the caller who leaves.
        _ = _cancellation.CancelAsync();
    }

    /// <summary>Starts the load on this thread. Never throws: what the load throws reaches its waiters.</summary>
    public void Start()
    {
        _activity = Activity.Current;
        _link = new Link(this, LivingAncestor());
        CleanContext.Run(static state => ((LoadOperation)state!).StartInside(), this);
    }

    /// <summary>From here on leaving cancels nothing.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
        }

        // Cut, so that loads which start each other in turn do not hang on one endless chain, and so that a context which
        // outlives the load, such as the timer of a connection pool that it started, does not keep its values alive.
        _link?.Cut();
        _link = null;
        _activity = null;
    }

    /// <summary>Runs the load and hands its outcome to the flights. Must not throw.</summary>
    protected abstract Task RunAsync();

    /// <summary>Takes the flights out of the table, so that nobody finds them, and forbids to keep their values.</summary>
    protected abstract void OnAbandoned();

    private static Link? LivingAncestor()
    {
        Link? link = Current.Value;
        while (link is { Load: null })
        {
            link = link.Parent;
        }

        return link;
    }

    private void StartInside()
    {
        Current.Value = _link;
        if (_activity is not null)
        {
            Activity.Current = _activity;
        }

        _ = RunAsync();
    }

    /// <summary>What the execution context of a load knows of it while it runs.</summary>
    private sealed class Link(LoadOperation load, Link? parent)
    {
        public LoadOperation? Load { get; private set; } = load;

        public Link? Parent { get; private set; } = parent;

        public void Cut()
        {
            Load = null;
            Parent = null;
        }
    }
}
