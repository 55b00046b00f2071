using System.Runtime.ExceptionServices;

namespace Rote.Caching;

/// <summary>The load of one key.</summary>
internal sealed class SingleLoad<TKey, TValue, TState> : Flight<TKey, TValue>, IAnswered<TValue>
    where TKey : struct, IEquatable<TKey>
{
    private readonly RegionCore<TKey, TValue> _region;
    private readonly Func<TState, TKey, CancellationToken, ValueTask<TValue>> _load;
    private TState _state;

    public SingleLoad(
        RegionCore<TKey, TValue> region,
        in TKey key,
        int hash,
        TState state,
        Func<TState, TKey, CancellationToken, ValueTask<TValue>> load)
        : base(in key, hash)
    {
        _region = region;
        _state = state;
        _load = load;
    }

    public override LoadOperation Operation => this;

    /// <inheritdoc/>
    void IAnswered<TValue>.OnAnswer(ValueTask<TValue> call)
    {
        TValue value;
        try
        {
            value = call.Result;
        }
        catch (Exception error)
        {
            Fail(error);
            return;
        }

        Succeed(value, TimeSpan.MaxValue);
    }

    protected override void Run()
    {
        if (_region.Level is { } level)
        {
            _ = LoadThroughAsync(level);
            return;
        }

        ValueTask<TValue> load;
        try
        {
            _region.Prepare(this);
            load = _load(_state, Key, Token);
            if (!load.IsCompletedSuccessfully)
            {
                AnswerWait<TValue>.Begin(load, this);
                return;
            }
        }
        catch (Exception error)
        {
            Fail(error);
            return;
        }

        Succeed(load.Result, TimeSpan.MaxValue);
    }

    protected override void OnAbandoned() => _region.Withdraw(this);

    protected override void OnTimedOut() => _region.TimeOut(this);

    protected override void OnForgotten()
    {
        _state = default!;
        Forget();
    }

    /// <summary>Asks the second level first, and tells it what the store said; the waiters do not wait for that.</summary>
    private async Task LoadThroughAsync(SecondLevel<TKey, TValue> level)
    {
        TValue value;
        LevelRead<TValue> read;
        try
        {
            _region.Prepare(this);
            read = await level.ReadAsync(Key, _region.TagsOf(in Key), Token).ConfigureAwait(false);
            if (_region.Accepts(this, read.Found, read.Remaining))
            {
                Succeed(read.Value!, read.Remaining);
                return;
            }

            value = await _load(_state, Key, Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(error);
            return;
        }

        // Before anybody goes on who could dispose of the decorator.
        level.BeginWrite();
        try
        {
            TimeSpan lifetime = Succeed(value, TimeSpan.MaxValue);
            await level.WriteAsync(read.Ticket, value, lifetime, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            level.EndWrite();
        }
    }

    /// <summary>
    /// Keeps the value, for <paramref name="limit"/> at most, and lands. Says how long it is kept; zero: not at all.
    /// </summary>
    private TimeSpan Succeed(TValue value, TimeSpan limit)
    {
        TimeSpan lifetime;
        try
        {
            lifetime = _region.Keep(this, value, limit);
        }
        catch (Exception error)
        {
            Fail(error);
            return TimeSpan.Zero;
        }

        End();
        _region.Land(this, value);
        Finish();
        return lifetime;
    }

    private void Fail(Exception error)
    {
        End();
        _region.Crash(this, ExceptionDispatchInfo.Capture(error));
        Finish();
    }
}
