using System.Runtime.ExceptionServices;
using Rote.Execution;

namespace Rote.Pooling;

/// <summary>A store that is opened at its first use, once, however many callers come at the same time.</summary>
/// <typeparam name="TStore">The store.</typeparam>
/// <remarks>
/// <para>
/// Thread-safe. Once it is open, asking for it reads one field: nothing is allocated and nobody waits. An opening that fails
/// fails the callers that wait for it, with its own exception, and is not kept: the next caller opens anew.
/// </para>
/// <para>
/// The opening belongs to nobody: it runs without the context of the caller that began it, and is cancelled only when all have
/// left. It must heed its token: who comes while a cancelled one is still ending waits for its end, so that two never run at
/// the same time.
/// </para>
/// </remarks>
public sealed class LazyStore<TStore> : IAsyncDisposable, IDisposable
    where TStore : class
{
    private static readonly ContextCallback Begin = static state => _ = ((Opening)state!).Owner.RunAsync((Opening)state!);

    /// <summary>Guards the opening and the disposal. No function of the user runs under it.</summary>
    private readonly Lock _gate = new();

    private readonly Func<CancellationToken, ValueTask<TStore>> _open;
    private readonly TimeProvider _time;
    private volatile TStore? _store;
    private Opening? _opening;
    private Task? _disposal;
    private bool _isDisposed;

    /// <summary>Makes one. Nothing is opened yet.</summary>
    /// <param name="open">Opens the store. It must heed its token.</param>
    /// <param name="timeProvider">The clock of <see cref="DrainTimeout"/>; <see langword="null"/>: the system's.</param>
    public LazyStore(Func<CancellationToken, ValueTask<TStore>> open, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        _open = open;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>
    /// Time that disposal gives to an opening that was cancelled. One that ends later is disposed of when it does. Default 30
    /// seconds; zero, at most 49 days, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or too long.</exception>
    public TimeSpan DrainTimeout
    {
        get;
        init
        {
            field = OptionTimes.IsZeroOrPositiveOrInfinite(value)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value),
                    value,
                    $"LazyStore.DrainTimeout is {value}. "
                    + "Use zero to not wait, a time below 49 days, or Timeout.InfiniteTimeSpan to wait without end.");
        }
    } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the store is open.</summary>
    public bool IsOpen => _store is not null;

    /// <summary>The store, opened if it is not open yet.</summary>
    /// <param name="cancellationToken">Ends the wait, and the opening where nobody else waits for it.</param>
    /// <returns>The store. It stays this object's, which disposes of it.</returns>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <remarks>What the opening throws, this throws.</remarks>
    public ValueTask<TStore> GetAsync(CancellationToken cancellationToken = default)
        => _store is { } store ? new ValueTask<TStore>(store) : OpenAsync(cancellationToken);

    /// <summary>The store; blocks while it is opened. Prefer <see cref="GetAsync"/>.</summary>
    /// <returns>The store.</returns>
    /// <inheritdoc cref="GetAsync"/>
    public TStore Get()
    {
        while (true)
        {
            if (_store is { } store)
            {
                return store;
            }

            Opening opening = Join(out bool begins, out bool isWanted);
            if (begins)
            {
                CleanContext.Run(Begin, opening);
            }

            BlockingWait.For(opening.Outcome.WhenEnded(CancellationToken.None));
            if (isWanted || opening.Outcome.Succeeded)
            {
                return opening.Outcome.GetResult();
            }
        }
    }

    /// <summary>
    /// Refuses callers, those that wait included, cancels an opening that is in flight and waits for its end, and disposes of
    /// the store, where it is disposable.
    /// </summary>
    /// <returns>Completes when the store is disposed of; every call gets the same outcome.</returns>
    public ValueTask DisposeAsync() => new(DisposeOnce());

    /// <summary>As <see cref="DisposeAsync"/>, but waits for nothing that the store does not do at once.</summary>
    public void Dispose() => DisposeOnce().ContinueWith(
        static disposal => _ = disposal.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private async ValueTask<TStore> OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_store is { } store)
            {
                return store;
            }

            Opening opening = Join(out bool begins, out bool isWanted);
            if (begins)
            {
                CleanContext.Run(Begin, opening);
            }

            try
            {
                await opening.Outcome.WhenEnded(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                if (isWanted)
                {
                    Leave(opening);
                }

                throw;
            }

            // Of one that everybody had left before, nobody gets the failure: it was its cancellation.
            if (isWanted || opening.Outcome.Succeeded)
            {
                return opening.Outcome.GetResult();
            }
        }
    }

    private Opening Join(out bool begins, out bool isWanted)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            begins = _opening is null;
            Opening opening = _opening ??= new Opening(this);
            isWanted = begins || opening.Waiters > 0;
            if (isWanted)
            {
                opening.Waiters++;
            }

            return opening;
        }
    }

    private void Leave(Opening opening)
    {
        lock (_gate)
        {
            opening.Waiters--;
            if (opening.Waiters > 0 || opening.Outcome.Ended)
            {
                return;
            }
        }

        opening.Cancel();
    }

    private async Task RunAsync(Opening opening)
    {
        TStore store;
        try
        {
            store = await _open(opening.Token).ConfigureAwait(false)
                ?? throw new RoteContractException($"The function that opens '{typeof(TStore)}' returned null.");
        }
#pragma warning disable CA1031 // Whatever it throws, those that wait for it get it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            lock (_gate)
            {
                _opening = null;
            }

            opening.End(_isDisposed ? Disposed() : error);
            return;
        }

        bool isLate;
        lock (_gate)
        {
            _opening = null;
            isLate = _isDisposed;
            if (!isLate)
            {
                _store = store;
            }
        }

        if (!isLate)
        {
            opening.Outcome.TrySucceed(store);
            return;
        }

        try
        {
            await CloseAsync(store).ConfigureAwait(false);
            opening.End(Disposed());
        }
#pragma warning disable CA1031 // Who disposes of this hears of it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            opening.End(error);
        }
    }

    private Task DisposeOnce()
    {
        TStore? store;
        Opening? opening;
        TaskCompletionSource disposal;
        lock (_gate)
        {
            if (_disposal is not null)
            {
                return _disposal;
            }

            disposal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _disposal = disposal.Task;
            _isDisposed = true;
            store = _store;
            _store = null;
            opening = _opening;
        }

        _ = DisposeOfAsync(store, opening, disposal);
        return disposal.Task;
    }

    private async Task DisposeOfAsync(TStore? store, Opening? opening, TaskCompletionSource disposal)
    {
        try
        {
            if (store is not null)
            {
                await CloseAsync(store).ConfigureAwait(false);
            }

            if (opening is not null)
            {
                opening.Cancel();
                await EndOfAsync(opening).ConfigureAwait(false);
            }

            disposal.SetResult();
        }
#pragma warning disable CA1031 // It is the outcome of the disposal.
        catch (Exception error)
#pragma warning restore CA1031
        {
            disposal.TrySetException(error);
        }
    }

    private async Task EndOfAsync(Opening opening)
    {
        try
        {
            await opening.Outcome.WhenEnded(CancellationToken.None).WaitAsync(DrainTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What it opens later is disposed of then; those that wait go now.
            opening.End(Disposed());
        }
    }

    private static async ValueTask CloseAsync(TStore store)
    {
        if (store is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (store as IDisposable)?.Dispose();
        }
    }

    private static ObjectDisposedException Disposed() => new(typeof(LazyStore<TStore>).Name, "The lazy store was disposed.");

    /// <summary>An opening that is in flight, and who waits for it.</summary>
#pragma warning disable CA1001 // The source has neither timer nor handle, and who leaves may cancel it after its end.
    private sealed class Opening(LazyStore<TStore> owner)
#pragma warning restore CA1001
    {
        private readonly CancellationTokenSource _cancellation = new();

        public LazyStore<TStore> Owner { get; } = owner;

        public Outcome<TStore> Outcome { get; } = new();

        /// <summary>Guarded by the owner's lock. None: it was cancelled.</summary>
        public int Waiters { get; set; }

        public CancellationToken Token => _cancellation.Token;

        /// <summary>Its callbacks run elsewhere: they are no business of whoever leaves last.</summary>
        public void Cancel() => _ = _cancellation.CancelAsync();

        public void End(Exception error) => Outcome.TryFail(ExceptionDispatchInfo.Capture(error));
    }
}
